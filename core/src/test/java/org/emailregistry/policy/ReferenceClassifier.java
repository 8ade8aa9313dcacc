package org.emailregistry.policy;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says whether users may reach an address: slow and obvious, written from the registries without a look at the table
 * under test. It compares first and last addresses as big numbers, later lines overrule earlier ones, and nothing else is
 * clever.
 */
final class ReferenceClassifier {
    private record Line(BigInteger first, BigInteger last, char verdict) {}

    private static final List<Line> IPV4 = new ArrayList<>();
    private static final List<Line> IPV6 = new ArrayList<>();

    static {
        yes(IPV4, "0.0.0.0", "255.255.255.255");
        no(IPV4, "0.0.0.0", "0.255.255.255");
        no(IPV4, "10.0.0.0", "10.255.255.255");
        no(IPV4, "100.64.0.0", "100.127.255.255");
        no(IPV4, "127.0.0.0", "127.255.255.255");
        no(IPV4, "169.254.0.0", "169.254.255.255");
        no(IPV4, "172.16.0.0", "172.31.255.255");
        no(IPV4, "192.0.0.0", "192.0.0.255");
        yes(IPV4, "192.0.0.9", "192.0.0.10");
        no(IPV4, "192.0.2.0", "192.0.2.255");
        no(IPV4, "192.88.99.0", "192.88.99.255");
        no(IPV4, "192.168.0.0", "192.168.255.255");
        no(IPV4, "198.18.0.0", "198.19.255.255");
        no(IPV4, "198.51.100.0", "198.51.100.255");
        no(IPV4, "203.0.113.0", "203.0.113.255");
        no(IPV4, "168.63.129.16", "168.63.129.16");
        no(IPV4, "224.0.0.0", "255.255.255.255");

        no(IPV6, "0::0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        yes(IPV6, "2000::", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        no(IPV6, "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff");
        yes(IPV6, "2001:1::1", "2001:1::3");
        yes(IPV6, "2001:3::", "2001:3:ffff:ffff:ffff:ffff:ffff:ffff");
        yes(IPV6, "2001:4:112::", "2001:4:112:ffff:ffff:ffff:ffff:ffff");
        yes(IPV6, "2001:20::", "2001:2f:ffff:ffff:ffff:ffff:ffff:ffff");
        yes(IPV6, "2001:30::", "2001:3f:ffff:ffff:ffff:ffff:ffff:ffff");
        no(IPV6, "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff");
        no(IPV6, "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
        no(IPV6, "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff");
        inside(IPV6, "::2", "::ffff:ffff");
        inside(IPV6, "::ffff:0:0", "::ffff:ffff:ffff");
        inside(IPV6, "64:ff9b::", "64:ff9b::ffff:ffff");
    }

    private ReferenceClassifier() {}

    static boolean usersMayReach(byte[] address) {
        BigInteger number = new BigInteger(1, address);
        char verdict = '?';
        for (Line line : address.length == 4 ? IPV4 : IPV6) {
            if (line.first().compareTo(number) <= 0 && line.last().compareTo(number) >= 0) {
                verdict = line.verdict();
            }
        }
        if (verdict == 'i') {
            return usersMayReach(new byte[] {address[12], address[13], address[14], address[15]});
        }
        return verdict == 'y';
    }

    /** No single host has it. */
    static boolean nobodyMayReach(byte[] address) {
        if (address.length == 4) {
            int first = address[0] & 0xff;
            BigInteger number = new BigInteger(1, address);
            return (first >= 224 && first <= 239)
                    || number.signum() == 0
                    || number.equals(BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE));
        }
        BigInteger number = new BigInteger(1, address);
        for (Line line : IPV6) {
            if (line.verdict() == 'i'
                    && line.first().compareTo(number) <= 0
                    && line.last().compareTo(number) >= 0) {
                return nobodyMayReach(new byte[] {address[12], address[13], address[14], address[15]});
            }
        }
        return address[0] == -1 || number.signum() == 0;
    }

    private static void yes(List<Line> lines, String first, String last) {
        lines.add(new Line(number(first), number(last), 'y'));
    }

    private static void no(List<Line> lines, String first, String last) {
        lines.add(new Line(number(first), number(last), 'n'));
    }

    private static void inside(List<Line> lines, String first, String last) {
        lines.add(new Line(number(first), number(last), 'i'));
    }

    /** By hand, since the JDK makes IPv4 addresses of IPv4-mapped ones. */
    private static BigInteger number(String text) {
        if (text.equals("::ffff:0:0")) {
            return BigInteger.valueOf(0xffff_0000_0000L);
        }
        if (text.equals("::ffff:ffff:ffff")) {
            return BigInteger.valueOf(0xffff_ffff_ffffL);
        }
        try {
            return new BigInteger(1, InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Fails if the guard is of another opinion. */
    static void agree(NetworkGuard guard, byte[] octets) throws UnknownHostException {
        // This way alone does the JDK keep an IPv4-mapped address as it is.
        InetAddress address =
                octets.length == 16 ? Inet6Address.getByAddress(null, octets, -1) : InetAddress.getByAddress(octets);
        boolean user = usersMayReach(octets);
        boolean nobody = nobodyMayReach(octets);
        // No assertion library here: a million of its objects take their time.
        if (guard.permits(address, Origin.USER) != user || guard.permits(address, Origin.ADMINISTRATOR) == nobody) {
            throw new AssertionError(address + ": users " + user + ", nobody " + nobody);
        }
    }
}
