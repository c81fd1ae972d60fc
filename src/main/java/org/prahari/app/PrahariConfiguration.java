package org.prahari.app;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.DurationRange;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.prahari.access.ClientKey;
import org.prahari.access.LimitSettings;
import org.prahari.access.OpenIdProvider;
import org.prahari.allocation.AllocationSettings;
import org.prahari.campaign.CampaignSettings;
import org.prahari.campaign.DeliverySettings;
import org.prahari.campaign.EngagementSettings;
import org.prahari.campaign.OfflineSettings;
import org.prahari.matching.Weights;
import org.prahari.partner.ImportSettings;
import org.prahari.partner.WebhookSettings;
import org.prahari.store.AuditKey;
import org.prahari.store.CheckpointKey;
import org.prahari.store.DatabaseSettings;
import org.prahari.trainee.Retention;

/** What {@code config.yml} holds; each value can come from the environment. */
public final class PrahariConfiguration extends Configuration {
    private static final int MIN_PEPPER = 32;

    @Valid
    @NotNull
    private DatabaseSettings database = new DatabaseSettings();

    @NotNull
    @Pattern(regexp = "[a-z]{1,10}")
    private String environment = "live";

    @NotNull
    @JsonProperty
    private String pepper = "";

    @NotNull
    private Path keyset = Path.of("keyset.json");

    @JsonProperty
    private String badges = "";

    @NotNull
    @JsonProperty
    private String staffingStandard = "";

    @NotNull
    @DurationRange(min = 50, max = 60_000, unit = TimeUnit.MILLISECONDS)
    @JsonProperty
    private Duration snapshotInterval = Duration.milliseconds(250);

    @NotNull
    @DurationRange(max = 60, unit = TimeUnit.SECONDS)
    @JsonProperty
    private Duration drain = Duration.seconds(0);

    @Valid
    @NotNull
    private CampaignSettings campaigns = CampaignSettings.DEFAULT;

    @Valid
    @NotNull
    private DeliverySettings delivery = DeliverySettings.DEFAULT;

    @Valid
    @NotNull
    private OfflineSettings offline = OfflineSettings.DEFAULT;

    @NotNull
    private EngagementSettings engagement = EngagementSettings.DEFAULT;

    @Valid
    @NotNull
    private Weights matching = Weights.DEFAULT;

    @Valid
    @NotNull
    private ImportSettings imports = ImportSettings.DEFAULT;

    @NotNull
    private AllocationSettings allocations = new AllocationSettings(null, null, null);

    @NotNull
    private WebhookSettings webhooks = new WebhookSettings(false, null, null);

    private List<OpenIdProvider> openid = List.of();

    @NotNull
    private LimitSettings limits = new LimitSettings(null, null, null, null, null);

    @NotNull
    @JsonProperty
    private String trustedProxies = "";

    @Valid
    @NotNull
    private Retention retention = Retention.DEFAULT;

    @Valid
    @NotNull
    private AuditSettings audit = new AuditSettings("", Duration.minutes(1));

    public DatabaseSettings getDatabase() {
        return database;
    }

    public void setDatabase(DatabaseSettings database) {
        this.database = database;
    }

    /** The word in every client key that says where it is valid: live, test, demo. */
    public String getEnvironment() {
        return environment;
    }

    public void setEnvironment(String environment) {
        this.environment = environment;
    }

    /** The secret under which client keys are stored and cursors sealed; the same on all nodes. */
    public byte[] pepper() {
        return pepper.getBytes(StandardCharsets.UTF_8);
    }

    /** The file that names the issuers of badges who are believed; empty for none. */
    public String getBadges() {
        return badges;
    }

    /** The file that says whom facilities should have, in place of the one that ships with the service; empty for that. */
    String staffingStandard() {
        return staffingStandard;
    }

    /** The file with the keys of the identities; the same on all nodes. */
    public Path getKeyset() {
        return keyset;
    }

    public void setKeyset(Path keyset) {
        this.keyset = keyset;
    }

    /** How long a node that is told to stop goes on taking requests. */
    Duration drain() {
        return drain;
    }

    /** How campaigns are served and written. */
    public CampaignSettings getCampaigns() {
        return campaigns;
    }

    public void setCampaigns(CampaignSettings campaigns) {
        this.campaigns = campaigns;
    }

    /** How campaigns are delivered. */
    public DeliverySettings getDelivery() {
        return delivery;
    }

    public void setDelivery(DeliverySettings delivery) {
        this.delivery = delivery;
    }

    /** How campaigns are kept on devices. */
    public OfflineSettings getOffline() {
        return offline;
    }

    public void setOffline(OfflineSettings offline) {
        this.offline = offline;
    }

    /** Who may say what devices have counted. */
    public EngagementSettings getEngagement() {
        return engagement;
    }

    public void setEngagement(EngagementSettings engagement) {
        this.engagement = engagement;
    }

    /** Where the audit trail is signed. */
    public AuditSettings getAudit() {
        return audit;
    }

    public void setAudit(AuditSettings audit) {
        this.audit = audit;
    }

    /** The key that things of a kind are signed with, such as {@code audit-checkpoint}; the same on all nodes. */
    CheckpointKey signingKey(String kind) {
        return new CheckpointKey(ClientKey.hmac(pepper(), kind, ""));
    }

    /** Hands the audit trail its key. */
    void audit(AuditKey key) {
        key.set(ClientKey.hmac(pepper(), "audit", ""));
    }

    public Duration getSnapshotInterval() {
        return snapshotInterval;
    }

    /** How much each component of the score counts. */
    public Weights getMatching() {
        return matching;
    }

    public void setMatching(Weights matching) {
        this.matching = matching;
    }

    /** What may be uploaded. */
    public ImportSettings getImports() {
        return imports;
    }

    public void setImports(ImportSettings imports) {
        this.imports = imports;
    }

    /** How rounds are run. */
    public AllocationSettings getAllocations() {
        return allocations;
    }

    public void setAllocations(AllocationSettings allocations) {
        this.allocations = allocations;
    }

    /** How webhooks are called. */
    public WebhookSettings getWebhooks() {
        return webhooks;
    }

    public void setWebhooks(WebhookSettings webhooks) {
        this.webhooks = webhooks;
    }

    /** The key that secrets of webhooks are sealed under; the same on all nodes. */
    byte[] webhookKey() {
        return ClientKey.hmac(pepper(), "webhook-secret", "");
    }

    /** Whose access tokens are believed. */
    public List<OpenIdProvider> getOpenid() {
        return openid;
    }

    public void setOpenid(List<OpenIdProvider> openid) {
        this.openid = List.copyOf(openid);
    }

    public LimitSettings getLimits() {
        return limits;
    }

    public void setLimits(LimitSettings limits) {
        this.limits = limits;
    }

    /** Addresses and networks whose header X-Forwarded-For is believed; written with commas between them. */
    public List<String> trustedProxies() {
        return Arrays.stream(trustedProxies.split(",", -1))
                .map(String::strip)
                .filter(proxy -> !proxy.isEmpty())
                .toList();
    }

    /** How long people's data are kept. */
    public Retention getRetention() {
        return retention;
    }

    public void setRetention(Retention retention) {
        this.retention = retention;
    }

    @ValidationMethod(message = "pepper (PRAHARI_PEPPER) must be a secret of at least 32 characters")
    public boolean isPepperLongEnough() {
        return pepper.length() >= MIN_PEPPER;
    }
}
