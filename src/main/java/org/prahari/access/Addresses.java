package org.prahari.access;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.InetAddressSet;

/** Where a request comes from, as far as that is known by the word of those one trusts. */
public final class Addresses {
    private static final Pattern NUMERIC = Pattern.compile("[0-9A-Fa-f.:]+(/\\d{1,3})?");
    private static final int MAX_HOPS = 32;
    private static final int NETWORK_BYTES = 8;
    private final InetAddressSet proxies = new InetAddressSet();

    /** @param trustedProxies addresses, or networks such as 10.0.0.0/8, whose header X-Forwarded-For is believed */
    public Addresses(List<String> trustedProxies) {
        for (String proxy : trustedProxies) {
            // A name would be looked up.
            if (!NUMERIC.matcher(proxy).matches()) {
                throw new IllegalArgumentException("trustedProxies: '" + proxy + "' is no address or network");
            }
            try {
                proxies.add(proxy);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("trustedProxies: '" + proxy + "' is no address or network", e);
            }
        }
    }

    /**
     * The network a request comes from: an IPv4 address, or the /64 of an IPv6 address, since one caller has all of those.
     *
     * @param peer the other end of the connection
     * @param forwarded the header X-Forwarded-For, several joined by commas, or null. Each proxy has appended whom it saw,
     *     so it is read from the right, and what stands left of the first one not trusted, or of what is no address, is
     *     the caller's own invention
     */
    public String network(String peer, String forwarded) {
        InetAddress address = parse(peer);
        if (address == null) {
            return peer;
        }
        if (forwarded != null && proxies.test(address)) {
            String[] hops = forwarded.split(",", -1);
            for (int i = hops.length - 1; i >= Math.max(0, hops.length - MAX_HOPS) && proxies.test(address); i--) {
                InetAddress before = parse(hops[i]);
                if (before == null) {
                    break;
                }
                address = before;
            }
        }
        return network(address);
    }

    private static String network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        return HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64";
    }

    /** An address, with a port or without; never a name. */
    private static InetAddress parse(String text) {
        try {
            String host = text.strip();
            if (!InetAddresses.isInetAddress(host)) {
                host = HostPort.normalizeHost(new HostPort(host).getHost());
            }
            return InetAddresses.forString(host.replaceAll("[\\[\\]]", ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
