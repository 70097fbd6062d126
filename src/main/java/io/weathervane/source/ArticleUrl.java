package io.weathervane.source;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An article's canonical URL, which is the same for every way that leads to the article, and the document id made of it.
 *
 * <p>Canonical is: scheme and host in lower case, no default port, no fragment, no parameter that only tracks the reader;
 * the others as they are and in their order. Nothing is decoded or encoded, so that a URL which breaks the rules of URLs
 * (as many do in practice) has a canonical form too.
 */
public final class ArticleUrl {

    private static final Pattern PARTS = Pattern.compile(
            "(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?<user>[^/?#@]*@)?(?<host>\\[[^\\]/?#]*\\]|[^/?#:]*)(?::(?<port>\\d*))?"
                    + "(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#.*)?",
            Pattern.DOTALL);

    private static final Set<String> TRACKING = Set.of(
            "_ga",
            "_gl",
            "_hsenc",
            "_hsmi",
            "cmpid",
            "dclid",
            "fbclid",
            "gbraid",
            "gclid",
            "gclsrc",
            "igshid",
            "mc_cid",
            "mc_eid",
            "mkt_tok",
            "msclkid",
            "ocid",
            "oly_anon_id",
            "oly_enc_id",
            "s_cid",
            "twclid",
            "ttclid",
            "vero_id",
            "wbraid",
            "wickedid",
            "yclid");

    private ArticleUrl() {}

    /** The canonical form; a text that is no absolute URL comes back as it is, without blanks around it. */
    public static String canonical(String url) {
        Matcher parts = PARTS.matcher(url.strip());
        if (!parts.matches()) {
            return url.strip();
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        String path = parts.group("path");
        StringBuilder canonical = new StringBuilder(scheme).append("://");
        if (parts.group("user") != null) {
            canonical.append(parts.group("user"));
        }
        canonical.append(parts.group("host").toLowerCase(Locale.ROOT));
        String port = parts.group("port");
        if (port != null && !port.isEmpty() && !port.equals(defaultPort(scheme))) {
            canonical.append(':').append(port);
        }
        canonical.append(path.isEmpty() ? "/" : path);
        String query = withoutTracking(parts.group("query"));
        if (!query.isEmpty()) {
            canonical.append('?').append(query);
        }
        return canonical.toString();
    }

    /** The document id of the article at this URL: the SHA-256 of the canonical URL in UTF-8, as 64 lower-case hex digits. */
    public static String key(String url) {
        return Hashes.sha256(canonical(url));
    }

    private static String withoutTracking(String query) {
        if (query == null) {
            return "";
        }
        return Arrays.stream(query.split("&"))
                .filter(parameter -> !parameter.isEmpty() && !isTracking(parameter))
                .collect(Collectors.joining("&"));
    }

    private static boolean isTracking(String parameter) {
        int equals = parameter.indexOf('=');
        String name = (equals < 0 ? parameter : parameter.substring(0, equals)).toLowerCase(Locale.ROOT);
        return name.startsWith("utm_") || TRACKING.contains(name);
    }

    private static String defaultPort(String scheme) {
        return switch (scheme) {
            case "http" -> "80";
            case "https" -> "443";
            default -> "";
        };
    }
}
