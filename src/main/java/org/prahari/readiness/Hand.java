package org.prahari.readiness;

import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who works at a facility: who fills a post, or a trainee who was placed there.
 *
 * @param key the code of the post, or the trainee's id
 * @param fills the roles in which a seat of the standard can be theirs
 * @param able all they can do
 */
record Hand(String key, Kind kind, List<Skill> fills, List<Skill> able) {
    enum Kind {
        POST,
        TRAINEE
    }

    static Hand of(Staff.Post post) {
        return new Hand(post.post(), Kind.POST, post.roles(), post.roles());
    }

    /** @param sought what the trainee has learnt beside the role of the seat */
    static Hand of(ReadinessDao.Placed placed, List<Skill> sought) {
        Skill seat = new Skill(placed.role(), placed.level());
        List<Skill> able = new ArrayList<>(sought);
        able.add(seat);
        return new Hand(placed.trainee().toString(), Kind.TRAINEE, List.of(seat), able);
    }
}
