package org.prahari.allocation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.prahari.access.Viewer;
import org.prahari.assignment.Gap;
import org.prahari.assignment.Person;
import org.prahari.assignment.WhatIf;
import org.prahari.http.Problem;
import org.prahari.matching.Candidate;
import org.prahari.matching.Opening;
import org.prahari.trainee.Relocation;
import org.prahari.trainee.Trainee;

/** Puts the changes that a viewer asks for into a market's numbers; refuses what is unknown or contradicts itself. */
final class Scenario {
    private final OpenMarket market;
    private final Viewer viewer;
    private final ScenarioDao dao;
    private final Map<String, Syllabus> syllabi;
    private final Map<Integer, Person> people = new HashMap<>();
    private final Set<Integer> leaving = new HashSet<>();
    private final Map<Integer, Gap> gaps = new HashMap<>();
    private final List<Candidate> joining = new ArrayList<>();
    private final List<Person> newcomers = new ArrayList<>();

    Scenario(OpenMarket market, Viewer viewer, ScenarioDao dao, Map<String, Syllabus> syllabi, WhatIfRequest request) {
        this.market = market;
        this.viewer = viewer;
        this.dao = dao;
        this.syllabi = syllabi;
        Set<UUID> named = new HashSet<>();
        for (int i = 0; i < request.trainees().size(); i++) {
            WhatIfRequest.TraineeChange change = request.trainees().get(i);
            once(named, change.trainee(), "/trainees/" + i + "/trainee");
            trainee(change, "/trainees/" + i);
        }
        for (int i = 0; i < request.gaps().size(); i++) {
            WhatIfRequest.GapChange change = request.gaps().get(i);
            once(named, change.gap(), "/gaps/" + i + "/gap");
            gap(change, "/gaps/" + i);
        }
    }

    private static void once(Set<UUID> named, UUID id, String pointer) {
        if (!named.add(id)) {
            throw Problem.INVALID.at(pointer, "is named twice");
        }
    }

    WhatIf.Changes changes() {
        return new WhatIf.Changes(people, leaving, Set.of(), gaps, newcomers);
    }

    /** Those who return, in order. */
    List<Candidate> joining() {
        return joining;
    }

    private void trainee(WhatIfRequest.TraineeChange change, String at) {
        if (change.presence() == null && change.staysAsIs()) {
            throw Problem.INVALID.at(at, "says nothing that would be different");
        }
        int number = market.instance().person(change.trainee());
        if (number < 0) {
            returns(change, at);
            return;
        }
        Candidate candidate = market.instance().candidate(number);
        if (!shown(candidate)) {
            throw unknown(at + "/trainee", "trainee");
        }
        if (change.presence() == WhatIfRequest.Presence.RETURNS) {
            throw Problem.INVALID.at(at + "/presence", "contradicts that the trainee is available");
        }
        if (change.presence() == WhatIfRequest.Presence.LEAVES) {
            if (!change.staysAsIs()) {
                throw Problem.INVALID.at(at + "/presence", "leaves nothing else to be changed");
            }
            leaving.add(number);
        } else {
            people.put(number, market.instance().encode(changed(candidate, change, at)));
        }
    }

    /** Of another department are shown those who consent to that. */
    private boolean shown(Candidate candidate) {
        return viewer.sees(candidate.department())
                || candidate.purposes().containsAll(Set.of(Candidate.MATCHING, Candidate.CROSS_DEPARTMENT));
    }

    private void returns(WhatIfRequest.TraineeChange change, String at) {
        Candidate candidate = market.pool()
                .candidate(viewer, change.trainee())
                .orElseThrow(() -> unknown(at + "/trainee", "trainee"));
        Person person = market.instance().encode(changed(candidate, change, at));
        if (person.profiles().isEmpty()) {
            throw Problem.INVALID.at(at + "/trainee", "seeks none of the roles of the round");
        }
        if (change.presence() != WhatIfRequest.Presence.RETURNS) {
            throw Problem.INVALID.at(at + "/trainee", "is not available, unless the trainee returns");
        }
        joining.add(candidate);
        newcomers.add(person);
    }

    private static jakarta.ws.rs.WebApplicationException unknown(String pointer, String what) {
        return Problem.UNKNOWN_REFERENCE.at(pointer, "is not a " + what + " known here");
    }

    private Candidate changed(Candidate was, WhatIfRequest.TraineeChange change, String at) {
        List<Candidate.Held> held = new ArrayList<>(was.held());
        for (int i = 0; change.gains() != null && i < change.gains().size(); i++) {
            WhatIfRequest.Gain gain = change.gains().get(i);
            Syllabus syllabus = syllabi.get(gain.certification());
            if (syllabus == null) {
                throw unknown(at + "/gains/" + i + "/certification", "certification");
            }
            held.add(syllabus.earnedOn(gain.by()));
        }
        Trainee.Home home = home(was, change.home(), at);
        Relocation moves = change.relocation();
        if (moves != null) {
            check(moves, at);
        }
        return new Candidate(
                was.id(),
                was.department(),
                home.region(),
                home.district(),
                moves == null
                        ? was.relocation()
                        : Candidate.Relocation.valueOf(moves.scope().name()),
                moves == null ? was.relocationRegions() : Set.copyOf(moves.regions()),
                change.remote() == null ? was.remote() : change.remote(),
                was.languages(),
                was.experienceMonths(),
                was.availableFrom(),
                Candidate.Status.AVAILABLE,
                was.registeredOn(),
                was.purposes(),
                was.sought(),
                held,
                was.progress());
    }

    private Trainee.Home home(Candidate was, Trainee.Home asked, String at) {
        if (asked == null) {
            return new Trainee.Home(was.homeRegion(), was.homeDistrict());
        }
        if (dao.listRegions(Set.of(asked.region())).isEmpty()) {
            throw unknown(at + "/home/region", "region");
        }
        if (!dao.allowsDistrict(asked.region(), asked.district())) {
            throw Problem.UNKNOWN_REFERENCE.at(at + "/home/district", "is not a district of that region");
        }
        return asked;
    }

    private void check(Relocation asked, String at) {
        if ((asked.scope() == Relocation.Scope.STATES) == asked.regions().isEmpty()) {
            throw Problem.INVALID.at(at + "/relocation/regions", "belongs to the scope states, and to no other");
        }
        Set<String> known = dao.listRegions(asked.regions());
        for (int i = 0; i < asked.regions().size(); i++) {
            if (!known.contains(asked.regions().get(i))) {
                throw unknown(at + "/relocation/regions/" + i, "region");
            }
        }
    }

    private void gap(WhatIfRequest.GapChange change, String at) {
        if (change.staysAsIs()) {
            throw Problem.INVALID.at(at, "says nothing that would be different");
        }
        int number = market.instance().gap(change.gap());
        if (number < 0) {
            Optional<Opening> other = market.pool().opening(viewer, change.gap());
            throw other.isPresent()
                    ? Problem.INVALID.at(at + "/gap", "is none of the round's")
                    : unknown(at + "/gap", "gap");
        }
        Opening was = market.instance().opening(number);
        gaps.put(
                number,
                market.encode(new Opening(
                        was.id(),
                        was.department(),
                        was.facility(),
                        was.district(),
                        was.role(),
                        change.level() == null ? was.level() : change.level(),
                        change.seats() == null ? was.freeSeats() : change.seats(),
                        kept(was.required(), change.requiredCertifications(), at + "/requiredCertifications"),
                        was.preferred(),
                        Set.copyOf(kept(
                                List.copyOf(was.requiredLanguages()),
                                change.requiredLanguages(),
                                at + "/requiredLanguages")),
                        was.preferredLanguages(),
                        was.officialLanguage(),
                        was.remote(),
                        change.startsOn() == null ? was.startsOn() : change.startsOn(),
                        was.graceDays(),
                        change.priority() == null ? was.priority() : change.priority(),
                        change.seats() != null || was.open())));
    }

    /** Demands may be dropped only: what else might be asked for is unknown to the market. */
    private static <T> List<T> kept(List<T> were, List<T> asked, String at) {
        if (asked == null) {
            return were;
        }
        List<Object> left =
                new ArrayList<>(were.stream().map(Scenario::unordered).toList());
        for (int i = 0; i < asked.size(); i++) {
            if (!left.remove(unordered(asked.get(i)))) {
                throw Problem.INVALID.at(at + "/" + i, "is not asked for now: demands can be dropped only");
            }
        }
        return asked;
    }

    /** The same trainee with other certificates. */
    static Candidate holding(Candidate was, List<Candidate.Held> held) {
        return new Candidate(
                was.id(),
                was.department(),
                was.homeRegion(),
                was.homeDistrict(),
                was.relocation(),
                was.relocationRegions(),
                was.remote(),
                was.languages(),
                was.experienceMonths(),
                was.availableFrom(),
                was.status(),
                was.registeredOn(),
                was.purposes(),
                was.sought(),
                held,
                was.progress());
    }

    private static Object unordered(Object demand) {
        return demand instanceof List<?> group ? new TreeSet<Object>(group) : demand;
    }
}
