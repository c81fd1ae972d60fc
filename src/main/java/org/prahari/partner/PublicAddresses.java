package org.prahari.partner;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.eclipse.jetty.util.InetAddressSet;

/**
 * Resolves names, and gives only public addresses. The connection goes to what was looked at here and nowhere else, so a name
 * that leads elsewhere a moment later gains nothing. If one of several addresses is not public, none is taken.
 */
final class PublicAddresses implements DnsResolver {
    /** IANA's special-purpose registry of IPv4, with multicast and what is reserved. */
    private static final List<String> NOT_PUBLIC_4 = List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    /** All of IPv6 that is given out; what is not is private, local, multicast, or an IPv4 address in disguise. */
    private static final List<String> PUBLIC_6 = List.of("2000::/3");
    /** But protocol assignments with Teredo and ORCHID, documentation, and 6to4, which holds an IPv4 address. */
    private static final List<String> NOT_PUBLIC_6 =
            List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48");

    private final InetAddressSet refused4 = set(NOT_PUBLIC_4);
    private final InetAddressSet given6 = set(PUBLIC_6);
    private final InetAddressSet refused6 = set(NOT_PUBLIC_6);
    private final DnsResolver names;
    private final boolean loopback;

    /** @param loopback whether loopback addresses are let through, for development */
    PublicAddresses(DnsResolver names, boolean loopback) {
        this.names = names;
        this.loopback = loopback;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (found == null || found.length == 0 || !Arrays.stream(found).allMatch(this::isPublic)) {
            throw new UnknownHostException("leads to no public address");
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    boolean isPublic(InetAddress address) {
        if (loopback && address.isLoopbackAddress()) {
            return true;
        }
        return address instanceof Inet4Address
                ? !refused4.test(address)
                : given6.test(address) && !refused6.test(address);
    }

    private static InetAddressSet set(List<String> networks) {
        var set = new InetAddressSet();
        set.addAll(networks);
        return set;
    }
}
