package org.prahari.store;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The driver's connections, so that they can be cut: the only way to end the wait of a thread for a database that says nothing
 * any more, wherever in the driver it waits. The driver makes one of these for each connection, by its name.
 */
public final class DatabaseSockets extends StandardSocketFactory {
    private static final Map<String, Set<Socket>> OPEN = new ConcurrentHashMap<>();

    /** @param pset its connection attributes say whose connection this is */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T extends Closeable> T connect(String host, int port, PropertySet pset, int loginTimeout)
            throws IOException {
        T connection = super.connect(host, port, pset, loginTimeout);
        String owner = pset.getStringProperty(PropertyKey.connectionAttributes).getValue();
        Set<Socket> open = OPEN.computeIfAbsent(owner, name -> ConcurrentHashMap.newKeySet());
        open.removeIf(Socket::isClosed);
        open.add(rawSocket);
        return connection;
    }

    /** Cuts all connections with these attributes. */
    static void cut(String owner) {
        Set<Socket> open = OPEN.computeIfAbsent(owner, name -> ConcurrentHashMap.newKeySet());
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
        open.removeIf(Socket::isClosed);
    }
}
