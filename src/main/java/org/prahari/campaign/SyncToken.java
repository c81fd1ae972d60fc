package org.prahari.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.prahari.http.Cursor;

/**
 * How far an app is: it holds {@code base}, and if it is in the middle of several pages, of what leads on from there the
 * steps up to {@code after}, the first of them as of {@code first} and the last as of {@code reached}.
 *
 * @param base null if it began with nothing
 * @param first null between two rounds
 * @param reached the newest state it has seen anything of, which it must not go behind; null at the start
 * @param after the position of the last step sent
 */
record SyncToken(Mark base, Mark first, Mark reached, String after) {
    static final SyncToken START = new SyncToken(null, null, null, "");

    static SyncToken at(Mark mark) {
        return new SyncToken(mark, null, mark, "");
    }

    String seal(Cursor cursor, Selection selection) {
        return cursor.encode(
                List.of(
                        sequence(base),
                        moment(base),
                        sequence(first),
                        moment(first),
                        sequence(reached),
                        moment(reached),
                        after),
                selection.binding());
    }

    static Optional<SyncToken> open(String token, Cursor cursor, Selection selection) {
        return cursor.decode(token, selection.binding())
                .map(values -> new SyncToken(
                        mark(values.get(0), values.get(1)),
                        mark(values.get(2), values.get(3)),
                        mark(values.get(4), values.get(5)),
                        values.get(6)));
    }

    /** The oldest state it knows of, null at the start. */
    Mark oldest() {
        return base != null ? base : first;
    }

    private static String sequence(Mark mark) {
        return mark == null ? "" : Long.toString(mark.sequence());
    }

    private static String moment(Mark mark) {
        return mark == null ? "" : mark.at().toString();
    }

    private static Mark mark(String sequence, String moment) {
        return sequence.isEmpty() ? null : new Mark(Long.parseLong(sequence), Instant.parse(moment));
    }
}
