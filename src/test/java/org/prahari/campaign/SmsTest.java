package org.prahari.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTest {
    @ParameterizedTest
    @CsvSource({
        "a, 160, gsm, 160, 1",
        "a, 161, gsm, 161, 2",
        "a, 306, gsm, 306, 2",
        "a, 307, gsm, 307, 3",
        "€, 80, gsm, 160, 1",
        "€, 81, gsm, 162, 2",
        // Of 153 septets the last one of each segment stays empty: an escape is not parted from its character.
        "€, 152, gsm, 304, 2",
        "€, 153, gsm, 306, 3",
        "क, 70, ucs, 70, 1",
        "क, 71, ucs, 71, 2",
        "क, 134, ucs, 134, 2",
        "क, 135, ucs, 135, 3",
        "😀, 35, ucs, 70, 1",
        "😀, 36, ucs, 72, 2",
        "😀, 66, ucs, 132, 2",
        "😀, 67, ucs, 134, 3",
        "`, 1, ucs, 1, 1",
        "ç, 71, ucs, 71, 2",
        "Ç, 71, gsm, 71, 1"
    })
    void aTextIsCountedAsTheNetworkCountsIt(String piece, int times, String encoding, int units, int segments) {
        Sms sms = Sms.of(piece.repeat(times));
        assertThat(sms.encoding()).isEqualTo(encoding.equals("gsm") ? Sms.Encoding.GSM_7 : Sms.Encoding.UCS_2);
        assertThat(sms.units()).isEqualTo(units);
        assertThat(sms.segments()).isEqualTo(segments);
    }

    @Test
    void theExtensionTableCountsTwice() {
        assertThat(Sms.of("^{}\\[~]|€").units()).isEqualTo(18);
        assertThat(Sms.of("@£$¥ΔΦΓΛΩΠΨΣΘΞ ÄÖÑÜ§¿äöñüà").encoding()).isEqualTo(Sms.Encoding.GSM_7);
    }
}
