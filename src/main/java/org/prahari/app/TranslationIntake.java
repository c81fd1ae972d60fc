package org.prahari.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.prahari.access.Viewer;
import org.prahari.campaign.CampaignDao;
import org.prahari.campaign.LanguageText;
import org.prahari.campaign.TranslationBatch;
import org.prahari.campaign.TranslationRequest;
import org.prahari.campaign.TranslationUpload;
import org.prahari.http.RowOutcome;
import org.prahari.http.RowReader;
import org.prahari.partner.Columns;
import org.prahari.partner.ImportDao;
import org.prahari.partner.Intake;

/** Takes in campaigns' translations. */
record TranslationIntake(RowReader reader, TranslationBatch batch) implements Intake<TranslationUpload> {
    private static final List<String> PLACE = List.of("slug", "language");

    /** Which text of which campaign. */
    record Place(@NotNull String slug, @NotNull String language) {}

    @Override
    public String scope() {
        return "campaigns:write";
    }

    @Override
    public Columns columns() {
        return Columns.of(LanguageText.class);
    }

    @Override
    public TranslationUpload read(ObjectNode row) {
        Place place = reader.read(row.deepCopy().retain(PLACE), Place.class, "");
        TranslationRequest text = reader.read(row.deepCopy().without(PLACE), TranslationRequest.class, "");
        return new TranslationUpload(place.slug(), place.language(), text);
    }

    @Override
    public String externalId(TranslationUpload row) {
        return row.slug() + " " + row.language();
    }

    @Override
    public List<RowOutcome> write(ImportDao tx, Viewer viewer, List<TranslationUpload> rows, Instant now) {
        return batch.write(tx.getHandle().attach(CampaignDao.class), viewer, rows, now);
    }
}
