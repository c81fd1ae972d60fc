package org.prahari.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;

/** The pool of connections, and how long the database may leave a question unanswered before it counts as away. */
public final class DatabaseSettings extends DataSourceFactory {
    @NotNull
    @MinDuration(value = 500, unit = TimeUnit.MILLISECONDS)
    @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
    @JsonProperty
    private Duration silence = Duration.milliseconds(1200);

    java.time.Duration silence() {
        return silence.toJavaDuration();
    }
}
