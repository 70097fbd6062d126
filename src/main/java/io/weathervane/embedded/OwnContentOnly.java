package io.weathervane.embedded;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Has the browser load nothing for the console from the network. Hawtio allows an editor from a public server; a script
 * from there could control this application, and the editor would only change what belongs in {@code routes/}.
 */
final class OwnContentOnly extends Handler.Wrapper {

    private static final String POLICY = "Content-Security-Policy";

    OwnContentOnly(Handler handler) {
        super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request, new WithoutForeignSources(request, response), callback);
    }

    private static final class WithoutForeignSources extends Response.Wrapper {

        private final HttpFields.Mutable headers;

        WithoutForeignSources(Request request, Response response) {
            super(request, response);
            headers = new HttpFields.Mutable.Wrapper(response.getHeaders()) {
                @Override
                public HttpField onAddField(HttpField field) {
                    return field.is(POLICY)
                            ? new HttpField(field.getName(), field.getValue().replaceAll(" https?://[^ ;]+", ""))
                            : field;
                }

                @Override
                public HttpField onReplaceField(HttpField before, HttpField after) {
                    return onAddField(after);
                }
            };
        }

        @Override
        public HttpFields.Mutable getHeaders() {
            return headers;
        }
    }
}
