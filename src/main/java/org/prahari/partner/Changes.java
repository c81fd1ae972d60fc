package org.prahari.partner;

import java.util.List;

/**
 * What happened since a follower last asked, in the order it was committed.
 *
 * @param next what to ask with the next time; the same as before if nothing happened
 * @param more whether there is more to be had at once
 */
public record Changes(List<ChangeEntry> items, String next, boolean more) {
    public Changes {
        items = List.copyOf(items);
    }
}
