import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prahari.client.ApiClient;
import org.prahari.client.ApiException;
import org.prahari.client.ApiResponse;
import org.prahari.client.api.CampaignsApi;
import org.prahari.client.api.ChangesApi;
import org.prahari.client.api.FacilitiesApi;
import org.prahari.client.api.GapsApi;
import org.prahari.client.api.MatchingApi;
import org.prahari.client.api.RolesApi;
import org.prahari.client.api.StartApi;
import org.prahari.client.model.FacilityKind;
import org.prahari.client.model.FollowedFeature;
import org.prahari.client.model.Gap;
import org.prahari.client.model.GapRequest;
import org.prahari.client.model.Level;
import org.prahari.client.model.Match;
import org.prahari.client.model.MatchPage;
import org.prahari.client.model.WorkMode;

/** The README's calls, and what follows from them, by the client that is generated for Java: address and key are handed in. */
public final class Tutorial {
    private Tutorial() {}

    public static void main(String[] arguments) throws ApiException {
        ApiClient service = new ApiClient();
        service.updateBaseUri(arguments[0]);
        service.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));

        say("links", new StartApi(service).getStart().getLinks().size() > 50);

        String role = new RolesApi(service)
                .listRoles("incident response", null, null, null, null, null)
                .getItems()
                .get(0)
                .getId();
        say("role", role);

        ChangesApi changes = new ChangesApi(service);
        String since = changes.listChanges("latest", null, null, null).getNext();

        GapsApi gaps = new GapsApi(service);
        GapRequest wanted = new GapRequest()
                .externalId("tutorial-java")
                .facility(new FacilitiesApi(service)
                        .listFacilities(List.of(FacilityKind.DISTRICT_HOSPITAL), null, null, 1, null, null)
                        .getItems()
                        .get(0)
                        .getId())
                .role(role)
                .level(Level.INTERMEDIATE)
                .headcount(2)
                .requiredCertifications(List.of(List.of("GIAC-GCIH", "ECC-ECIH", "COMPTIA-CYSA")))
                .requiredLanguages(List.of("kn"))
                .workMode(WorkMode.ON_SITE)
                .startsOn(LocalDate.of(2027, 4, 1))
                .graceDays(30)
                .priority(5);
        ApiResponse<Gap> made = gaps.createGapWithHttpInfo(wanted, "tutorial-java-1");
        Gap gap = made.getData();
        String etag = made.getHeaders().get("etag").get(0);
        say("gap", gap.getHeadcount() + " seats, version " + gap.getVersion());
        say("sent again", gaps.createGap(wanted, "tutorial-java-1").getId().equals(gap.getId()));

        MatchingApi matching = new MatchingApi(service);
        String id = gap.getId().toString();
        Match near = null;
        Match best = null;
        String cursor = null;
        do {
            MatchPage page = matching.listCandidates(id, "near-misses", 50, cursor, null);
            for (Match match : page.getItems()) {
                best = best == null && match.getEligible() ? match : best;
                near = near == null && !match.getEligible() ? match : near;
            }
            cursor = page.getNext();
        } while (cursor != null && near == null);
        say("fits best", best.getScore() > 0 && best.getUnmet().isEmpty());
        say("why not", matching.getCandidate(id, near.getTrainee().toString()).getRules().stream()
                .filter(rule -> !rule.getMet())
                .map(rule -> rule.getRule() + (rule.getChanges().isEmpty() ? "" : ", which can be mended"))
                .toList());

        say("changed to", gaps.changeGap(id, etag, Map.of("headcount", 3)).getHeadcount() + " seats");
        try {
            gaps.changeGap(id, etag, Map.of("headcount", 4));
            say("a lost update", true);
        } catch (ApiException refused) {
            say("a lost update", "refused with " + refused.getCode());
        }

        say("followed", changes.listChanges(since, List.of(FollowedFeature.GAP), null, null).getItems().stream()
                .filter(change -> change.getId().equals(id))
                .map(change -> change.getKind().getValue())
                .toList());
        say("in Hindi", new CampaignsApi(service).getCampaign("never-share-otp", null, "hi", null).getLanguage());
        gaps.deleteGap(id, gaps.getGapWithHttpInfo(id).getHeaders().get("etag").get(0));
        say("deleted", true);
    }

    private static void say(String what, Object value) {
        System.out.println(what + ": " + value);
    }
}
