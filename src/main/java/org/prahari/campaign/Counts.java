package org.prahari.campaign;

import java.util.function.LongUnaryOperator;

/** How often something of a campaign was shown, opened, read to its end, and its quiz passed. */
record Counts(long shown, long opened, long completed, long quizPassed) {
    static final Counts NONE = new Counts(0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                shown + other.shown, opened + other.opened, completed + other.completed, quizPassed + other.quizPassed);
    }

    Counts each(LongUnaryOperator change) {
        return new Counts(
                change.applyAsLong(shown),
                change.applyAsLong(opened),
                change.applyAsLong(completed),
                change.applyAsLong(quizPassed));
    }

    long most() {
        return Math.max(Math.max(shown, opened), Math.max(completed, quizPassed));
    }
}
