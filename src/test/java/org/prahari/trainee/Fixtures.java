package org.prahari.trainee;

import org.prahari.support.Answer;
import org.prahari.support.Api;

/** Sound requests, to be spoiled by the tests. */
final class Fixtures {
    private Fixtures() {}

    /** @param more further fields, or the empty text */
    static String trainee(String more) {
        return """
                {"department": "IN-KA", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}], "languages": ["kn"],
                 "home": {"region": "IN-KA"}, "relocation": {"scope": "state"}, "remote": false,
                 "experienceMonths": 6, "availableFrom": "2027-01-15"%s}
                """.formatted(more.isEmpty() ? "" : ", " + more);
    }

    static Answer create(Api api, String more, String... headers) {
        return api.post("/v1/trainees", trainee(more), headers).expect(201);
    }

    static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
