package io.weathervane.reload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A file as it was at one moment, taken apart by the parser that Camel uses: nodes that know their lines, of which nothing has
 * been made yet. Immutable.
 *
 * @param root the only document; null if there is nothing in the file
 */
record YamlFile(Path file, String text, Node root) {

    /** A file of routes is some kilobytes; what is larger is another kind of file. */
    private static final int MAXIMUM_BYTES = 1024 * 1024;
    /** Nodes when every alias is written out; Camel and the schema go through them all. */
    private static final long MAXIMUM_NODES = 100_000;

    /** Reads the file once. */
    static YamlFile read(Path file) throws RefusedException {
        String text = text(file);
        refuseControlCharacters(text);
        Node root = compose(text);
        if (root != null) {
            refuseExplosion(root, new IdentityHashMap<>());
        }
        return new YamlFile(file, text, root);
    }

    /** The line of a node, from 1; 0 if it has none. */
    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    Problem problem(int line, String reason) {
        return new Problem(file, line, reason);
    }

    private static String text(Path file) throws RefusedException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new RefusedException(0, "this is no file of routes but a folder or a device; name a file");
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAXIMUM_BYTES + 1);
            }
            if (bytes.length > MAXIMUM_BYTES) {
                throw new RefusedException(
                        0, "the file is larger than 1 MB; routes are read only from smaller ones, so split it");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(0, "the file is no text in UTF-8; save it as UTF-8");
        } catch (NoSuchFileException e) {
            throw new RefusedException(0, "the file does not exist (any more)");
        } catch (AccessDeniedException e) {
            throw new RefusedException(0, "the file must not be read by this user; change its permissions");
        } catch (IOException e) {
            throw new RefusedException(0, "the file cannot be read: " + Reasons.of(e));
        }
    }

    private static void refuseControlCharacters(String text) throws RefusedException {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (!StreamReader.isPrintable(c) && !Character.isSurrogate(c)) {
                throw new RefusedException(line, "the character \\u%04x is no text; remove it".formatted((int) c));
            }
        }
    }

    private static Node compose(String text) throws RefusedException {
        LoadSettings settings = LoadSettings.builder().build();
        try {
            return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
                    .getSingleNode()
                    .orElse(null);
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(-1) + 1;
            String context = e.getContext() == null ? "" : e.getContext() + ": ";
            throw new RefusedException(line, "no valid YAML: " + Reasons.oneLine(context + e.getProblem()));
        } catch (YamlEngineException e) {
            throw new RefusedException(0, "no valid YAML: " + Reasons.of(e));
        } catch (StackOverflowError e) {
            throw new RefusedException(0, "the file is nested too deeply");
        }
    }

    /** Returns how many nodes there are below and including this one, with every alias written out. */
    private static long refuseExplosion(Node node, Map<Node, Long> known) throws RefusedException {
        Long before = known.putIfAbsent(node, -1L);
        if (before != null) {
            if (before < 0) {
                throw new RefusedException(line(node), "this part contains itself through an alias (*name)");
            }
            return before;
        }
        long nodes = 1;
        for (Node child : YamlNodes.children(node)) {
            nodes += refuseExplosion(child, known);
            if (nodes > MAXIMUM_NODES) {
                throw new RefusedException(
                        line(node), "this part is more than 100,000 nodes when its aliases (*name) are written out");
            }
        }
        known.put(node, nodes);
        return nodes;
    }

    /** The file cannot be looked into any further. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        RefusedException(int line, String reason) {
            super(reason);
            this.line = line;
        }

        Problem in(Path file) {
            return new Problem(file, line, getMessage());
        }
    }
}
