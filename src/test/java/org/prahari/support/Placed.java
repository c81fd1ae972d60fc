package org.prahari.support;

import java.time.LocalDate;

/** A small world in which somebody gets a seat: what tests of offers start from. */
public final class Placed {
    /** What {@link Api} needs to make it. */
    public static final String SCOPES =
            "allocations:read allocations:write offers:read offers:write gaps:read gaps:write"
                    + " facilities:write trainees:read trainees:write trainees:identity";

    private static final LocalDate START = LocalDate.now().plusDays(60);

    private Placed() {}

    /** @return the id of a new gap of so many seats */
    public static String gap(Api api, String department, int seats) {
        Answer facility = api.post(
                        "/v1/facilities",
                        "{\"department\": \"%s\", \"name\": \"A hospital\", \"kind\": \"district-hospital\"}"
                                .formatted(department))
                .expect(201);
        return id(api.post("/v1/gaps", """
                        {"facility": "%s", "role": "PD-WRL-003", "level": "basic", "headcount": %d, "priority": 5,
                         "workMode": "on-site", "startsOn": "%s"}
                        """.formatted(facility.json().get("id").asText(), seats, START))
                .expect(201));
    }

    /** @return the id of a new trainee who would go anywhere, and consents to that */
    public static String trainee(Api api, String department) {
        Answer made = api.post("/v1/trainees", """
                        {"department": "%s", "soughtRoles": [{"role": "PD-WRL-003", "level": "basic"}],
                         "languages": ["kn"], "home": {"region": "%s"}, "relocation": {"scope": "anywhere"},
                         "remote": false, "experienceMonths": 6, "availableFrom": "%s"}
                        """.formatted(department, department, START))
                .expect(201);
        Answer named = api.put(made.header("Location") + "/identity", "{\"name\": \"Anandi Offered\"}", made.etag())
                .expect(200);
        api.put(
                        made.header("Location") + "/consent",
                        "{\"notice\": \"2026-1\", \"language\": \"kn\", \"purposes\": [\"matching\", \"cross-department\"]}",
                        named.etag())
                .expect(200);
        return id(made);
    }

    /** @return the id of a round over a department, solved */
    public static String round(Api api, String department) {
        String id = id(api.post("/v1/allocations", "{\"departments\": [\"%s\"]}".formatted(department))
                .expect(202));
        Rounds.over(api, id);
        return id;
    }

    public static Answer apply(Api api, String round, String department) {
        return api.post("/v1/allocations/" + round + "/apply", "{\"department\": \"%s\"}".formatted(department));
    }

    /** @return the path of one of the offers that a department makes of a new round */
    public static String offer(Api api, String department) {
        gap(api, department, 1);
        trainee(api, department);
        String round = round(api, department);
        apply(api, round, department).expect(201);
        return "/v1/offers/"
                + api.get("/v1/offers?allocation=" + round)
                        .expect(200)
                        .json()
                        .at("/items/0/id")
                        .asText();
    }

    private static String id(Answer made) {
        return made.json().get("id").asText();
    }
}
