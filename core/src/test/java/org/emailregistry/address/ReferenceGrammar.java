package org.emailregistry.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The ASCII part of the grammar once more, slow and obvious, by other means than the scanner: regular expressions,
 * splitting and big steps. It knows neither problems nor Unicode.
 */
final class ReferenceGrammar {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

    private ReferenceGrammar() {}

    /** The canonical form, or empty. Only for text of visible ASCII. */
    static Optional<String> canonical(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("[1-9][0-9]{0,4}")) {
            return Optional.empty();
        }
        String port = text.substring(colon + 1);
        if (Integer.parseInt(port) > 65535) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            return ipv6(host.substring(1, host.length() - 1)).map(ip -> "[" + ip + "]:" + port);
        }
        return isIpv4(host) || isName(host)
                ? Optional.of(host.toLowerCase(Locale.ROOT) + ":" + port)
                : Optional.empty();
    }

    static boolean isName(String host) {
        String[] labels = host.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        String last = labels[labels.length - 1].toLowerCase(Locale.ROOT);
        return host.length() <= 253 && last.matches(".*[a-z].*") && !last.startsWith("0x");
    }

    static boolean isIpv4(String host) {
        String[] octets = host.split("\\.", -1);
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return octets.length == 4;
    }

    /** RFC 4291 in, RFC 5952 out. */
    static Optional<String> ipv6(String text) {
        String hex = text;
        int colon = text.lastIndexOf(':');
        if (text.indexOf('.') >= 0) {
            String quad = text.substring(colon + 1);
            if (!isIpv4(quad)) {
                return Optional.empty();
            }
            String[] o = quad.split("\\.", -1);
            hex = text.substring(0, colon + 1)
                    + Integer.toHexString(Integer.parseInt(o[0]) * 256 + Integer.parseInt(o[1]))
                    + ":"
                    + Integer.toHexString(Integer.parseInt(o[2]) * 256 + Integer.parseInt(o[3]));
        }
        String[] halves = hex.split("::", -1);
        if (halves.length > 2) {
            return Optional.empty();
        }
        List<Integer> groups = new ArrayList<>();
        int gap = -1;
        for (String half : halves) {
            for (String group : half.isEmpty() && halves.length == 2 ? new String[0] : half.split(":", -1)) {
                if (!GROUP.matcher(group).matches()) {
                    return Optional.empty();
                }
                groups.add(Integer.parseInt(group, 16));
            }
            gap = gap < 0 ? groups.size() : gap;
        }
        if (halves.length == 2 ? groups.size() > 7 : groups.size() != 8) {
            return Optional.empty();
        }
        while (groups.size() < 8) {
            groups.add(gap, 0);
        }
        return Optional.of(rfc5952(groups));
    }

    private static String rfc5952(List<Integer> groups) {
        if (groups.subList(0, 6).equals(List.of(0, 0, 0, 0, 0, 0xffff))) {
            int high = groups.get(6);
            int low = groups.get(7);
            return "::ffff:" + high / 256 + "." + high % 256 + "." + low / 256 + "." + low % 256;
        }
        List<String> hex = groups.stream().map(Integer::toHexString).toList();
        for (int length = 8; length >= 2; length--) {
            for (int from = 0; from + length <= 8; from++) {
                if (hex.subList(from, from + length).stream().allMatch("0"::equals)) {
                    return String.join(":", hex.subList(0, from)) + "::"
                            + String.join(":", hex.subList(from + length, 8));
                }
            }
        }
        return String.join(":", hex);
    }
}
