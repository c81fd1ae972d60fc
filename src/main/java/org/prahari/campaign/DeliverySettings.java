package org.prahari.campaign;

import io.dropwizard.util.DataSize;
import io.dropwizard.validation.MaxDataSize;
import io.dropwizard.validation.MinDataSize;
import jakarta.validation.constraints.NotNull;

/**
 * How public reads of campaigns are delivered.
 *
 * @param hot whether answers that have been given already are kept as they go over the wire, and given again from there
 * @param bytes how much of them is kept: 1 MiB to 4 GiB
 */
public record DeliverySettings(
        boolean hot,

        @NotNull @MinDataSize(1048576) @MaxDataSize(4294967296L)
        DataSize bytes) {
    public static final DeliverySettings DEFAULT = new DeliverySettings(true, DataSize.mebibytes(64));
}
