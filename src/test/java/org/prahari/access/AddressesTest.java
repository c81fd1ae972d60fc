package org.prahari.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final String PROXY = "10.1.2.3";
    private final Addresses nobody = new Addresses(List.of());
    private final Addresses trusting = new Addresses(List.of("10.0.0.0/8", "2001:db8:ffff::/48", "127.0.0.1", "::1"));

    @Test
    void withoutTrustedProxiesTheHeaderMeansNothing() {
        assertThat(nobody.network("198.51.100.7", "1.2.3.4")).isEqualTo("198.51.100.7");
        assertThat(nobody.network("127.0.0.1", "1.2.3.4")).isEqualTo("127.0.0.1");
        assertThat(nobody.network("198.51.100.7", null)).isEqualTo("198.51.100.7");
    }

    @Test
    void whoIsNoProxyCannotClaimToBeSomebodyElse() {
        assertThat(trusting.network("198.51.100.7", "1.2.3.4")).isEqualTo("198.51.100.7");
        assertThat(trusting.network("198.51.100.7", "10.1.2.3")).isEqualTo("198.51.100.7");
        assertThat(trusting.network("11.0.0.1", "1.2.3.4")).isEqualTo("11.0.0.1");
    }

    @Test
    void theRightmostAddressThatIsNotTrustedCounts() {
        assertThat(trusting.network(PROXY, "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(trusting.network(PROXY, "1.1.1.1, 203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(trusting.network(PROXY, "1.1.1.1,203.0.113.9,10.9.9.9, 10.8.8.8"))
                .isEqualTo("203.0.113.9");
        assertThat(trusting.network("127.0.0.1", "127.0.0.1, 203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(trusting.network(PROXY, "10.5.5.5, 10.6.6.6"))
                .as("all of them trusted: the one farthest away")
                .isEqualTo("10.5.5.5");
    }

    @Test
    void whatIsNoAddressEndsTheReading() {
        for (String garbage : List.of(
                "",
                " ",
                "unknown",
                "_hidden",
                "localhost",
                "one.one.one.one",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "0x7f000001",
                "2130706433",
                "1.2.3.4/8",
                "<script>",
                "' OR 1=1 --",
                "${7*7}",
                "::g",
                "[::1",
                "[]",
                ":",
                ":80",
                "\0",
                "1.2.3.4é",
                "a".repeat(5000))) {
            assertThat(trusting.network(PROXY, garbage)).as(garbage).isEqualTo(PROXY);
            assertThat(trusting.network(PROXY, "5.5.5.5, " + garbage))
                    .as(garbage)
                    .isEqualTo(PROXY);
            assertThat(trusting.network(PROXY, garbage + ", 203.0.113.9"))
                    .as(garbage)
                    .isEqualTo("203.0.113.9");
        }
        assertThat(trusting.network(PROXY, ",".repeat(10_000))).isEqualTo(PROXY);
        assertThat(trusting.network(PROXY, "1.1.1.1," + "10.0.0.1,".repeat(10_000) + "10.0.0.2"))
                .as("a chain longer than any is not read to its end")
                .isEqualTo("10.0.0.1");
    }

    @Test
    void aPortIsLeftAside() {
        assertThat(trusting.network(PROXY, "203.0.113.9:4711")).isEqualTo("203.0.113.9");
        assertThat(trusting.network(PROXY, "[2001:db8:1:2::3]:4711")).isEqualTo("20010db800010002/64");
        assertThat(trusting.network(PROXY, "[2001:db8:1:2::3]")).isEqualTo("20010db800010002/64");
    }

    @Test
    void anIpv6CallerIsItsNetwork() {
        String one = nobody.network("2001:db8:1:2::3", null);
        assertThat(nobody.network("2001:db8:1:2:ffff:ffff:ffff:ffff", null)).isEqualTo(one);
        assertThat(nobody.network("[2001:db8:1:2::3]", null)).isEqualTo(one);
        assertThat(nobody.network("2001:db8:1:3::3", null)).isNotEqualTo(one);
        assertThat(nobody.network("::ffff:203.0.113.9", null)).isEqualTo("203.0.113.9");
        assertThat(trusting.network("2001:db8:ffff::1", "2001:db8:1:2::9")).isEqualTo(one);
        assertThat(trusting.network("2001:db8:fffe::1", "2001:db8:1:2::9")).isNotEqualTo(one);
        assertThat(trusting.network("::1", "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(trusting.network("0:0:0:0:0:0:0:1", "203.0.113.9")).isEqualTo("203.0.113.9");
    }

    @Test
    void onlyAddressesAndNetworksCanBeTrusted() {
        for (String bad : List.of("", "proxy.example", "10.0.0.0/33", "*", "0.0.0.0/", "10.0.0.1-10.0.0.9", "::/129")) {
            assertThatThrownBy(() -> new Addresses(List.of(bad)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("trustedProxies");
        }
    }
}
