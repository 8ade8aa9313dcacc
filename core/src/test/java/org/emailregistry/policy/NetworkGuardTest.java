package org.emailregistry.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.emailregistry.policy.Origin.ADMINISTRATOR;
import static org.emailregistry.policy.Origin.USER;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.emailregistry.address.Host;
import org.emailregistry.address.Ipv4Literal;
import org.emailregistry.address.Ipv6Literal;
import org.emailregistry.address.MalformedAddressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkGuardTest {
    private final NetworkGuard guard = NetworkGuard.recommended();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.0.9",
                "192.0.1.0",
                "223.255.255.255",
                "192.31.196.1",
                "2001:4860:4860::8888",
                "2a00:1450::1",
                "2600::",
                "64:ff9b::8.8.8.8",
                "::8.8.8.8",
                "2001:20::1",
                "2620:4f:8000::1",
                "3ffe::1"
            })
    void everybodyReachesTheInternet(String address) {
        assertThat(guard.permits(inet(address), USER)).isTrue();
        assertThat(guard.permits(inet(address), ADMINISTRATOR)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "127.0.0.1",
                "127.255.255.255",
                "0.0.0.1",
                "100.64.0.1",
                "100.100.100.200",
                "169.254.169.254",
                "168.63.129.16",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.88.99.2",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "240.0.0.1",
                "255.255.255.254",
                "::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b:1::8.8.8.8",
                "::127.0.0.1",
                "::10.0.0.1",
                "::ffff:0:8.8.8.8",
                "2002:0808:0808::1",
                "2002:7f00:1::",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2001:10::1",
                "2001:2::1",
                "3fff::1",
                "100::1",
                "100:0:0:1::1",
                "5f00::1",
                "4000::1",
                "1fff::1",
                "e000::1"
            })
    void onlyAnAdministratorReachesWhatIsNotGlobal(String address) {
        assertThat(guard.permits(inet(address), USER)).isFalse();
        assertThat(guard.permits(inet(address), ADMINISTRATOR)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "255.255.255.255",
                "224.0.0.1",
                "239.255.255.255",
                "::",
                "ff02::1",
                "ff00::",
                "64:ff9b::0.0.0.0",
                "64:ff9b::224.0.0.1",
                "::224.0.0.1",
                "64:ff9b::255.255.255.255"
            })
    void nobodyReachesWhatNoSingleHostHas(String address) {
        assertThat(guard.permits(inet(address), USER)).isFalse();
        assertThat(guard.permits(inet(address), ADMINISTRATOR)).isFalse();
        assertThat(NetworkGuard.builder()
                        .allow("0.0.0.0/0")
                        .allow("::/0")
                        .build()
                        .permits(inet(address), ADMINISTRATOR))
                .isFalse();
    }

    @Test
    void aMappedAddressIsTheOneInside() throws UnknownHostException {
        assertThat(guard.permits(mapped("10.0.0.1"), USER)).isFalse();
        assertThat(guard.permits(mapped("127.0.0.1"), USER)).isFalse();
        assertThat(guard.permits(mapped("8.8.8.8"), USER)).isTrue();
    }

    @Test
    void aScopeChangesNothing() throws UnknownHostException {
        byte[] local = ((Ipv6Literal) Host.parse("fe80::1")).bytes();
        byte[] global = ((Ipv6Literal) Host.parse("2600::1")).bytes();

        assertThat(guard.permits(Inet6Address.getByAddress("x", local, 2), USER))
                .isFalse();
        assertThat(guard.permits(Inet6Address.getByAddress("x", local, 2), ADMINISTRATOR))
                .isTrue();
        assertThat(guard.permits(Inet6Address.getByAddress("x", global, 2), USER))
                .isTrue();
    }

    @Test
    void anAllowedBlockIsOpenToUsers() {
        NetworkGuard open =
                NetworkGuard.builder().allow("10.1.0.0/16").allow("fd00:1::/32").build();

        assertThat(open.permits(inet("10.1.0.0"), USER)).isTrue();
        assertThat(open.permits(inet("10.1.255.255"), USER)).isTrue();
        assertThat(open.permits(inet("10.2.0.0"), USER)).isFalse();
        assertThat(open.permits(inet("10.0.255.255"), USER)).isFalse();
        assertThat(open.permits(inet("64:ff9b::10.1.2.3"), USER)).isTrue();
        assertThat(open.permits(inet("fd00:1::7"), USER)).isTrue();
        assertThat(open.permits(inet("fd00:2::7"), USER)).isFalse();
    }

    @Test
    void aBlockMayEndAnywhere() {
        NetworkGuard open = NetworkGuard.builder()
                .allow("10.0.0.0/9")
                .allow("fd00::/64")
                .allow("fd01::/65")
                .build();

        assertThat(open.permits(inet("10.127.255.255"), USER)).isTrue();
        assertThat(open.permits(inet("10.128.0.0"), USER)).isFalse();
        assertThat(open.permits(inet("fd00::ffff:0:0:1"), USER)).isTrue();
        assertThat(open.permits(inet("fd00:0:0:1::"), USER)).isFalse();
        assertThat(open.permits(inet("fd01::7fff:0:0:1"), USER)).isTrue();
        assertThat(open.permits(inet("fd01::8000:0:0:1"), USER)).isFalse();
    }

    @Test
    void aDeniedBlockIsClosedToAdministratorsToo() {
        NetworkGuard closed = NetworkGuard.builder()
                .deny("8.8.8.0/24")
                .deny("10.0.0.0/8")
                .deny("2600::/32")
                .build();

        for (Origin origin : Origin.values()) {
            assertThat(closed.permits(inet("8.8.8.8"), origin)).isFalse();
            assertThat(closed.permits(inet("64:ff9b::8.8.8.8"), origin)).isFalse();
            assertThat(closed.permits(inet("::8.8.8.8"), origin)).isFalse();
            assertThat(closed.permits(inet("10.0.0.1"), origin)).isFalse();
            assertThat(closed.permits(inet("2600::1"), origin)).isFalse();
            assertThat(closed.permits(inet("8.8.4.4"), origin)).isTrue();
            assertThat(closed.permits(inet("2600:1::1"), origin)).isTrue();
        }
    }

    @Test
    void theMostSpecificBlockDecidesAndOfEqualOnesTheDenial() {
        NetworkGuard lists = NetworkGuard.builder()
                .deny("10.0.0.0/8")
                .allow("10.1.0.0/16")
                .deny("10.1.1.0/24")
                .allow("10.1.1.1")
                .deny("10.1.1.2/32")
                .allow("10.1.1.2")
                .allow("0.0.0.0/0")
                .build();

        assertThat(lists.permits(inet("10.2.0.1"), ADMINISTRATOR)).isFalse();
        assertThat(lists.permits(inet("10.1.2.1"), USER)).isTrue();
        assertThat(lists.permits(inet("10.1.1.3"), ADMINISTRATOR)).isFalse();
        assertThat(lists.permits(inet("10.1.1.1"), USER)).isTrue();
        assertThat(lists.permits(inet("10.1.1.2"), ADMINISTRATOR)).isFalse();
        assertThat(lists.permits(inet("192.168.0.1"), USER)).isTrue();
    }

    @Test
    void everythingCanBeClosed() {
        NetworkGuard shut = NetworkGuard.builder()
                .deny("0.0.0.0/0")
                .deny("::/0")
                .allow("8.8.8.8")
                .build();

        assertThat(shut.permits(inet("1.1.1.1"), ADMINISTRATOR)).isFalse();
        assertThat(shut.permits(inet("2600::1"), ADMINISTRATOR)).isFalse();
        assertThat(shut.permits(inet("8.8.8.8"), USER)).isTrue();
    }

    @Test
    void anIpv6BlockIsNoIpv4Block() {
        NetworkGuard open = NetworkGuard.builder().allow("::/0").build();

        assertThat(open.permits(inet("fd00::1"), USER)).isTrue();
        assertThat(open.permits(inet("10.0.0.1"), USER)).isFalse();
        assertThat(open.permits(inet("2002::1"), USER)).isTrue();
        assertThat(NetworkGuard.builder().allow("::ffff:10.0.0.0/104").build().permits(inet("10.9.9.9"), USER))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "fd00:ec2::254",
                "169.254.170.2"
            })
    void metadataOpensToUsersOnlyByItself(String address) {
        InetAddress metadata = inet(address);
        Host host = Host.parse("metadata.example");
        NetworkGuard block = NetworkGuard.builder()
                .allow("0.0.0.0/0")
                .allow("::/0")
                .allow("169.254.169.254/31")
                .allowHost(host)
                .build();

        assertThat(block.permits(metadata, USER)).isFalse();
        assertThat(block.permits(host, metadata, USER)).isFalse();
        assertThat(block.permits(metadata, ADMINISTRATOR)).isTrue();
        assertThat(NetworkGuard.builder().allow(address).build().permits(metadata, USER))
                .isTrue();
    }

    @Test
    void anAllowedHostIsOpenToUsersWhereverItIs() {
        NetworkGuard open = NetworkGuard.builder()
                .allowHost("Mail.Acme.Example")
                .deny("10.9.0.0/16")
                .build();
        Host host = Host.parse("mail.acme.example");

        assertThat(open.permits(host, inet("10.0.0.1"), USER)).isTrue();
        assertThat(open.permits(host, inet("10.9.0.1"), USER)).isFalse();
        assertThat(open.permits(host, inet("8.8.8.8"), USER)).isTrue();
        assertThat(open.permits(host, inet("0.0.0.0"), USER)).isFalse();
        assertThat(open.permits(Host.parse("other.acme.example"), inet("10.0.0.1"), USER))
                .isFalse();
        assertThat(open.permits(Host.parse("other.acme.example"), inet("8.8.8.8"), USER))
                .isTrue();
        assertThat(open.permits(inet("10.0.0.1"), USER)).isFalse();
    }

    @Test
    void aDeniedHostIsClosedWhereverItIs() {
        NetworkGuard closed = NetworkGuard.builder()
                .denyHost("bücher.example")
                .allowHost("bücher.example")
                .denyHost("10.0.0.1")
                .build();

        for (Origin origin : Origin.values()) {
            assertThat(closed.permits(Host.parse("xn--bcher-kva.example"), inet("8.8.8.8"), origin))
                    .isFalse();
            assertThat(closed.permits(Host.parse("10.0.0.1"), inet("10.0.0.1"), origin))
                    .isFalse();
            assertThat(closed.permits(Host.parse("mail.example"), inet("8.8.8.8"), origin))
                    .isTrue();
        }
        assertThat(closed.permits(Host.parse("mail.example"), inet("10.0.0.1"), ADMINISTRATOR))
                .isTrue();
    }

    @Test
    void aBuiltGuardDoesNotChangeWithItsBuilder() {
        NetworkGuard.Builder builder = NetworkGuard.builder();
        NetworkGuard before = builder.build();
        builder.deny("8.8.8.8").allow("10.0.0.0/8").denyHost("a.example").allowHost("b.example");

        assertThat(before.permits(Host.parse("a.example"), inet("8.8.8.8"), USER))
                .isTrue();
        assertThat(before.permits(Host.parse("b.example"), inet("10.0.0.1"), USER))
                .isFalse();
        assertThat(builder.build().permits(Host.parse("a.example"), inet("8.8.8.8"), USER))
                .isFalse();
        assertThat(builder.build().permits(Host.parse("b.example"), inet("10.0.0.1"), USER))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme.example",
                "acme.example/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/96",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "10.0.0/8",
                "10.0.0.0/255.0.0.0",
                "fc00::/129",
                "fc00::1/7",
                "::1/127",
                "10.0.0.0/1000",
                "10.0.0.0/ 8",
                "/8",
                "2001:db8::1/64",
                "10.0.0.0/٨",
                "::1:0:0:0:0/63"
            })
    void refusesWhatIsNoBlock(String cidr) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkGuard.builder().allow(cidr));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NetworkGuard.builder().deny(cidr));
    }

    @Test
    void refusesWhatIsNoHost() {
        assertThat(catchRefused(() -> NetworkGuard.builder().allowHost("a_b"))).isTrue();
        assertThat(catchRefused(() -> NetworkGuard.builder().denyHost("a:993"))).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesMissingArguments() {
        Host host = new Ipv4Literal(1);
        assertThatNullPointerException().isThrownBy(() -> guard.permits(null, USER));
        assertThatNullPointerException().isThrownBy(() -> guard.permits(inet("8.8.8.8"), null));
        assertThatNullPointerException().isThrownBy(() -> guard.permits(null, inet("8.8.8.8"), USER));
        assertThatNullPointerException().isThrownBy(() -> guard.permits(host, null, USER));
        assertThatNullPointerException().isThrownBy(() -> guard.permits(host, inet("8.8.8.8"), null));
        assertThatNullPointerException()
                .isThrownBy(() -> NetworkGuard.builder().denyHost(host).build().permits(host, inet("8.8.8.8"), null));
        assertThatNullPointerException().isThrownBy(() -> NetworkGuard.builder().allowHost((Host) null));
        assertThatNullPointerException().isThrownBy(() -> NetworkGuard.builder().denyHost((Host) null));
    }

    private static boolean catchRefused(Runnable action) {
        try {
            action.run();
            return false;
        } catch (MalformedAddressException e) {
            return true;
        }
    }

    private static InetAddress inet(String text) {
        return Host.parse(text) instanceof Ipv4Literal ipv4
                ? ipv4.toInetAddress()
                : ((Ipv6Literal) Host.parse(text)).toInetAddress();
    }

    private static InetAddress mapped(String ipv4) throws UnknownHostException {
        return Inet6Address.getByAddress("x", ((Ipv6Literal) Host.parse("::ffff:" + ipv4)).bytes(), 0);
    }
}
