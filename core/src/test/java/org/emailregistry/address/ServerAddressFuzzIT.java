package org.emailregistry.address;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import org.emailregistry.address.ParsedAddress.Malformed;
import org.emailregistry.address.ParsedAddress.Parsed;

/**
 * Two targets for Jazzer. The plain build runs them over their seeds; {@code JAZZER_FUZZ=1} and the name of one of them
 * ({@code -Dtest='ServerAddressFuzzIT#anythingIn'}) searches on.
 */
class ServerAddressFuzzIT {
    /** Anything in; only the documented outcomes out. */
    @FuzzTest(maxDuration = "5m")
    void anythingIn(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        ParsedAddress outcome = ServerAddress.tryParse(text);
        if (outcome instanceof Parsed parsed) {
            ServerAddress address = parsed.address();
            require(address.equals(ServerAddress.parse(text)), "parse and tryParse differ");
            require(address.equals(ServerAddress.parse(address.toString())), "the canonical form is another address");
            require(address.equals(ServerAddress.parse(address.display())), "the displayed form is another address");
            return;
        }
        Malformed malformed = (Malformed) outcome;
        require(malformed.offset() <= text.length(), "the offset is outside");
        malformed.suggestion().ifPresent(ServerAddress::parse);
        try {
            ServerAddress.parse(text);
            throw new AssertionError("parse accepts what tryParse refuses");
        } catch (MalformedAddressException refused) {
            require(refused.problem() == malformed.problem(), "parse and tryParse differ");
        }
    }

    /** An address in, in some disguise of upper case and white space; the same address out. */
    @FuzzTest(maxDuration = "5m")
    void structuredIn(FuzzedDataProvider data) {
        int port = data.consumeInt(1, 65535);
        Host host = switch (data.consumeInt(0, 2)) {
            case 0 -> new Ipv4Literal(data.consumeInt());
            case 1 -> new Ipv6Literal(data.consumeLong(), data.consumeLong());
            default -> Host.parse(name(data));
        };
        ServerAddress address = new ServerAddress(host, port);
        String space = data.pickValue(new String[] {"", " ", "\t", "\r\n", "\u00a0"});
        String text = data.consumeBoolean() ? address.toString().toUpperCase(Locale.ROOT) : address.display();

        require(address.equals(ServerAddress.parse(space + text + space)), "another address");
    }

    private static String name(FuzzedDataProvider data) {
        StringBuilder name = new StringBuilder();
        int labels = data.consumeInt(0, 3);
        for (int i = 0; i < labels; i++) {
            name.append((char) data.consumeInt('a', 'z'));
            name.append("0".repeat(data.consumeInt(0, 40)));
            name.append((char) data.consumeInt('0', '9')).append('.');
        }
        return name.append((char) data.consumeInt('a', 'z')).toString();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new AssertionError(message);
        }
    }
}
