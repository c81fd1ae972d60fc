package org.prahari.partner;

import java.util.List;
import org.prahari.access.Viewer;
import org.prahari.http.Cursor;
import org.prahari.http.Problem;

/** Places in the log as clients keep them: sealed, since the numbers count everybody's changes, and good for one key. */
public final class FeedToken {
    private final Cursor cursor;

    public FeedToken(Cursor cursor) {
        this.cursor = cursor;
    }

    String of(Viewer viewer, long sequence) {
        return cursor.encode(List.of(Long.toString(sequence)), binding(viewer));
    }

    /**
     * @param parameter the one that brought the token
     * @param head the last number of the log
     */
    long sequence(Viewer viewer, String parameter, String token, long head) {
        long sequence = cursor.decode(token, binding(viewer))
                .map(values -> Long.parseLong(values.get(0)))
                .orElseThrow(() -> Problem.parameter(parameter, "is not a token of this feed and this key"));
        if (sequence > head) {
            throw Problem.GONE.because(
                    "The log does not reach that far: it was restored from an older state. Read what there is"
                            + " anew, from a token of since=latest");
        }
        return sequence;
    }

    private static String binding(Viewer viewer) {
        return "changes " + viewer.name();
    }
}
