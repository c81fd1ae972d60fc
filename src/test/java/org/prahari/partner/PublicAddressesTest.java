package org.prahari.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts and addresses a webhook reaches, and that there is no way round it by how they are written. */
class PublicAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                // By what they are: loopback, private, link-local with the metadata of clouds, shared, and so on.
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.254",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.254",
                "192.0.0.1",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                // IPv6: loopback, unspecified, unique local, link-local, site-local, multicast, documentation.
                "::1",
                "::",
                "fc00::1",
                "fd12:3456:789a::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
                "2001:db8::1",
                "3fff::1",
                "100::1",
                "5f00::1",
                "fd00:ec2::254",
                // IPv4 in disguise: mapped, compatible, NAT64 with its local use, 6to4, Teredo, ISATAP.
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "::7f00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::a00:1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2001:0:7f00:1::",
                "2001::1",
                "2001:20::1",
                "2001:2::1",
                "fe80::5efe:10.0.0.1"
            })
    void whatIsNotPublicIsNotCalled(String address) throws UnknownHostException {
        assertThat(new PublicAddresses(SystemDefaultDnsResolver.INSTANCE, false)
                        .isPublic(InetAddress.getByName(address)))
                .isFalse();
        PublicAddresses resolver = new PublicAddresses(answering(address), false);
        assertThatThrownBy(() -> resolver.resolve("hooks.partner.example"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageNotContaining(address);
        PublicAddresses mixed = new PublicAddresses(answering("93.184.215.14", address), false);
        assertThatThrownBy(() -> mixed.resolve("hooks.partner.example"))
                .as("one public address does not excuse another")
                .isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2400:cb00::1",
                "2a00:1450::1",
                "::ffff:8.8.8.8"
            })
    void whatIsPublicIsCalled(String address) throws UnknownHostException {
        InetAddress[] found = new PublicAddresses(answering(address), false).resolve("hooks.partner.example");
        assertThat(found).containsExactly(InetAddress.getByName(address));
    }

    @Test
    void loopbackIsForDevelopmentAndNothingElseWithIt() throws UnknownHostException {
        var resolver = new PublicAddresses(SystemDefaultDnsResolver.INSTANCE, true);
        assertThat(resolver.isPublic(InetAddress.getByName("127.0.0.1"))).isTrue();
        assertThat(resolver.isPublic(InetAddress.getByName("::1"))).isTrue();
        assertThat(resolver.isPublic(InetAddress.getByName("10.0.0.1"))).isFalse();
        assertThat(resolver.isPublic(InetAddress.getByName("169.254.169.254"))).isFalse();
    }

    @Test
    void aNameThatLeadsNowhereIsNotCalled() {
        var resolver = new PublicAddresses(answering(), false);
        assertThatThrownBy(() -> resolver.resolve("hooks.partner.example")).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // No https, no URL, no host.
                "http://hooks.partner.example/",
                "ftp://hooks.partner.example/",
                "file:///etc/passwd",
                "https:",
                "https://",
                "https:///path",
                "hooks.partner.example",
                "javascript:alert(1)",
                "mailto:a@b.example",
                "gopher://hooks.partner.example/",
                "https:hooks.partner.example",
                "//hooks.partner.example/",
                "jar:https://hooks.partner.example!/",
                // Addresses, however written.
                "https://127.0.0.1/",
                "https://8.8.8.8/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://127.1/",
                "https://0/",
                "https://127.0.0.1./",
                "https://1.2.3.4.5/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fe80::1%25eth0]/",
                "https://[2606:4700::1111]/",
                "https://hooks.0x7f/",
                "https://a.1/",
                "https://[v1.a]/",
                // Names that are no public ones.
                "https://localhost/",
                "https://hooks/",
                "https://hooks.localhost/",
                "https://printer.local/",
                "https://metadata.google.internal/",
                "https://kubernetes.default.svc/",
                "https://x.home.arpa/",
                "https://1.0.0.127.in-addr.arpa/",
                "https://box.lan/",
                "https://hooks.partner.example./",
                "https://LOCALHOST/",
                "https://a.LocalHost/",
                "https://x.svc.cluster.local/",
                // What seems to lead elsewhere than it does.
                "https://user@hooks.partner.example/",
                "https://user:secret@hooks.partner.example/",
                "https://hooks.partner.example@127.0.0.1/",
                "https://@hooks.partner.example/",
                "https://hooks.partner.example#@127.0.0.1/",
                "https://hooks.partner.example/#x",
                "https://hooks.partner.example\\@127.0.0.1/",
                "https://hooks.partner.example:443@127.0.0.1/",
                "https://127.0.0.1:80\\@hooks.partner.example/",
                "https://hooks.partner.example%2f@127.0.0.1",
                "https://%31%32%37.0.0.1/",
                "https://hooks%2epartner.example/",
                "https://127。0。0。1/",
                "https://１２７.0.0.1/",
                "https://ⓛocalhost/",
                "https://hooks.pärtner.example/",
                "https://hooks.partner.example/ä",
                "https://hooks..example/",
                "https://.example/",
                "https://-a-.example/",
                "https://a_b.example/",
                " https://hooks.partner.example/",
                "https://hooks.partner.example/ x",
                "https://hooks.partner.example/\u0000",
                "https://hooks.partner.example/\r\nHost: x",
                // Ports where something else listens.
                "https://hooks.partner.example:22/",
                "https://hooks.partner.example:25/",
                "https://hooks.partner.example:80/",
                "https://hooks.partner.example:0/",
                "https://hooks.partner.example:65536/",
                "https://hooks.partner.example:99999999999/",
                "https://hooks.partner.example:-1/",
                "https://hooks.partner.example:x/"
            })
    void hostileAddressesAreRefusedByTheirText(String url) {
        assertThat(Target.fault(url, false)).isNotNull();
        assertThat(Target.fault(url, true)).as("where loopback is let through").isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.partner.example",
                "https://hooks.partner.example/",
                "HTTPS://Hooks.Partner.Example/A?b=c",
                "https://hooks.partner.example:443/",
                "https://hooks.partner.example:8443/x",
                "https://hooks.partner.example:1024/",
                "https://127.example/",
                "https://xn--hck-sna.example/%C3%A4",
                "https://a-b.c-d.example/",
                "https://10.0.0.1.nip.example/"
            })
    void addressesInPublicAreTaken(String url) {
        assertThat(Target.fault(url, false)).isNull();
    }

    @Test
    void httpIsForLoopbackWhereThatIsSaid() {
        for (String url : new String[] {"http://127.0.0.1:9/x", "http://localhost:9/", "http://[::1]:9/"}) {
            assertThat(Target.fault(url, true)).isNull();
            assertThat(Target.fault(url, false)).isNotNull();
        }
        for (String url : new String[] {
            "http://127.0.0.2/",
            "http://10.0.0.1/",
            "http://hooks.partner.example/",
            "http://user@127.0.0.1/",
            "http://2130706433/"
        }) {
            assertThat(Target.fault(url, true)).isNotNull();
        }
    }

    private static DnsResolver answering(String... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] found = new InetAddress[addresses.length];
                for (int i = 0; i < addresses.length; i++) {
                    found[i] = InetAddress.getByName(addresses[i]);
                }
                return found;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
