package org.prahari.partner;

import java.util.List;
import java.util.OptionalLong;
import org.prahari.access.Viewer;
import org.prahari.http.Cursor;
import org.prahari.http.Problem;

/** Places in the change log as a client is shown them: sealed, since the numbers count everybody's changes. */
public final class FeedTokens {
    private final Cursor cursor;

    public FeedTokens(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The same for the same place and client each time, so that it can also stand for the change itself. */
    String of(String client, long sequence) {
        return cursor.encode(List.of(Long.toString(sequence)), binding(client));
    }

    /** The place, or empty if it is no token, or another client's. */
    OptionalLong read(String client, String token) {
        return cursor.decode(token, binding(client))
                .map(values -> OptionalLong.of(Long.parseLong(values.get(0))))
                .orElse(OptionalLong.empty());
    }

    /**
     * The place a viewer's own token names.
     *
     * @param parameter the one that brought the token
     * @param head the last number of the log
     */
    long sequence(Viewer viewer, String parameter, String token, long head) {
        long sequence = read(viewer.name(), token)
                .orElseThrow(() -> Problem.parameter(parameter, "is not a token of this feed and this key"));
        if (sequence > head) {
            throw Problem.GONE.because(
                    "The log does not reach that far: it was restored from an older state. Read what there is"
                            + " anew, from a token of since=latest");
        }
        return sequence;
    }

    private static String binding(String client) {
        return "changes " + client;
    }
}
