package org.prahari.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.constraints.NotNull;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pool of connections, and how long the database may leave a question unanswered before it counts as away. */
public final class DatabaseSettings extends DataSourceFactory {
    private static final Pattern LOCK_WAIT = Pattern.compile("innodb_lock_wait_timeout=([^,]*)");

    @NotNull
    @MinDuration(value = 500, unit = TimeUnit.MILLISECONDS)
    @MaxDuration(value = 60, unit = TimeUnit.SECONDS)
    @JsonProperty
    private Duration silence = Duration.milliseconds(1200);

    /** Connector/J takes what it does not understand, and would find out with the first statement that waits. */
    @ValidationMethod(
            message = "properties: socketTimeout (PRAHARI_DB_SOCKET_TIMEOUT_MS) is not between 1000 and 600000")
    @JsonIgnore
    public boolean isSocketTimeoutSound() {
        return isBetween(1_000, getProperties().get("socketTimeout"), 600_000);
    }

    /** The same of what the session is begun with. */
    @ValidationMethod(message = "properties: innodb_lock_wait_timeout (PRAHARI_DB_LOCK_WAIT_S) is not between 1 and 60")
    @JsonIgnore
    public boolean isLockWaitSound() {
        String session = getProperties().getOrDefault("sessionVariables", "");
        Matcher wait = LOCK_WAIT.matcher(session);
        return !wait.find() || isBetween(1, wait.group(1), 60);
    }

    private static boolean isBetween(int least, String text, int most) {
        return text == null
                || (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most);
    }

    java.time.Duration silence() {
        return silence.toJavaDuration();
    }
}
