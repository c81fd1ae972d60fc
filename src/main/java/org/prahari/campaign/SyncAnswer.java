package org.prahari.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What an app is to do to be in step.
 *
 * @param items campaigns that are new or different, to be kept in place of what it holds under their slugs
 * @param removed slugs to be dropped; it may not hold all of them
 * @param next the token to go on with
 * @param complete whether it is in step when that is done; else it goes on at once
 * @param count how many campaigns it holds then; absent if not complete
 * @param hash of all of them; absent if not complete
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SyncAnswer(
        List<Edition> items, List<String> removed, String next, boolean complete, Integer count, String hash) {}
