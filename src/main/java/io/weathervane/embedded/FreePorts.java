package io.weathervane.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Finds TCP ports of the loopback address that nobody listens on. What is found is free at that moment: nothing reserves
 * it until the caller binds it. Thread-safe.
 */
public final class FreePorts {

    private static final int CONNECT_MILLIS = 500;

    private FreePorts() {}

    /** The IPv4 loopback address as text, which every engine binds. */
    public static String loopback() {
        return address().getHostAddress();
    }

    /** The port asked for when it is free, or else any free one; 0 asks for any. */
    public static int preferred(int port) {
        return port > 0 && isFree(port) ? port : any();
    }

    /** A free port that the operating system chooses. */
    public static int any() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(address(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on the loopback address", e);
        }
    }

    /** Whether a server could listen on this port of the loopback address now. */
    public static boolean isFree(int port) {
        // some systems let one bind beside a server that listens on all addresses, so ask for an answer too
        return canBind(port) && !answers(port);
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // what a former run left in TIME_WAIT is no obstacle to a server, so it must not be one here
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress address() {
        try {
            return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
