package org.prahari.campaign;

/**
 * A translation of a campaign on the air that the public does not read yet: a second person must approve it first.
 *
 * @param translator who wrote it, and cannot approve it
 */
public record Proposal(State state, String translator, Translation text) {
    public enum State {
        DRAFT,
        REVIEW
    }

    Proposal in(State next) {
        return new Proposal(next, translator, text);
    }
}
