package org.prahari.access;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.prahari.http.Conditional;
import org.prahari.http.Problem;

/** A key and the client that holds it, whose version is the key's too. */
record HeldKey(Client client, Client.Key key) {
    /** Both of one moment: a key that has just been revoked does not come with a version of before. */
    static HeldKey find(ClientDao dao, Viewer viewer, UUID client, String key) {
        return dao.inTransaction(tx -> tx.find(viewer, client)
                .flatMap(holder -> tx.listKeys(client).stream()
                        .filter(held -> held.id().equals(key))
                        .findFirst()
                        .map(held -> new HeldKey(holder, held)))
                .orElseThrow(() -> Problem.NOT_FOUND.because(null)));
    }

    Response show() {
        return Response.ok(key)
                .tag(Conditional.tag(client.version(), Client.Key.uses(List.of(key))))
                .build();
    }
}
