package org.emailregistry.autoconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.emailregistry.address.ServerAddress;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.ServerSettings;
import org.emailregistry.service.ServiceDraft;
import org.emailregistry.service.ServiceId;
import org.emailregistry.service.UserNameFormat;
import org.emailregistry.text.Text;

class AutoconfigPropertiesTest {
    @Property(tries = 500)
    void whatIsWrittenIsReadAgain(@ForAll("services") EmailService service) {
        AutoconfigImport read = Autoconfig.read(Autoconfig.write(service).getBytes(UTF_8));

        assertThat(read.problems()).isEmpty();
        assertThat(read.drafts()).hasSize(1);
        ServiceDraft draft = read.drafts().get(0);
        assertThat(draft.name()).isEqualTo(service.name());
        assertThat(draft.servers()).contains(service.servers());
        assertThat(draft.authenticationMethods()).isEqualTo(service.authenticationMethods());
        assertThat(draft.domains()).isEqualTo(service.domains());
    }

    @Property(tries = 2_000)
    void bytesOfAnyKindGiveProblemsAndNoException(@ForAll @Size(max = 300) byte[] bytes) {
        assertThat(Autoconfig.read(bytes).problems()).isNotEmpty();
    }

    @Property(tries = 2_000)
    void aDocumentCutAndPastedAtRandomNeverThrows(
            @ForAll("services") EmailService service, @ForAll("cuts") List<Cut> cuts) {
        String document = Autoconfig.write(service);
        for (Cut cut : cuts) {
            document = cut.apply(document);
        }
        AutoconfigImport read = Autoconfig.read(document.getBytes(UTF_8));

        for (ServiceDraft draft : read.drafts()) {
            // A gap in a draft is never there without a problem that tells of it.
            if (draft.servers().isEmpty() || draft.authenticationMethods().isEmpty()) {
                assertThat(read.problems()).isNotEmpty();
            }
        }
    }

    /** Moves a piece of a document, or puts something odd in its place. */
    record Cut(int from, int length, int to, int odd) {
        private static final List<String> ODD = List.of(
                "",
                "<",
                ">",
                "&",
                "%EMAILDOMAIN%",
                "</emailProvider>",
                "<emailProvider>",
                "\u0000",
                "\ud800",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "<?x?>",
                "<!DOCTYPE x>",
                "&#10;",
                "99999999999",
                "<hostname>",
                "</incomingServer>");

        String apply(String text) {
            int start = Math.floorMod(from, text.length() + 1);
            int end = Math.min(text.length(), start + Math.floorMod(length, 60));
            String piece = text.substring(start, end);
            String rest = text.substring(0, start) + text.substring(end);
            int at = Math.floorMod(to, rest.length() + 1);
            String put = odd % 2 == 0 ? piece : ODD.get(Math.floorMod(odd, ODD.size()));
            return rest.substring(0, at) + put + rest.substring(at);
        }
    }

    @Provide
    Arbitrary<List<Cut>> cuts() {
        return cut().list().ofMaxSize(8);
    }

    private static Arbitrary<Cut> cut() {
        Arbitrary<Integer> any = Arbitraries.integers().greaterOrEqual(0);
        return Combinators.combine(any, any, any, any).as(Cut::new);
    }

    private static Arbitrary<Set<String>> domains() {
        return domain().set().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<String> domain() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(label -> label + ".example");
    }

    @Provide
    Arbitrary<EmailService> services() {
        Arbitrary<String> names = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(100)
                .map(String::strip)
                .filter(name -> Text.flawOf(name, 100) == null)
                .filter(name -> name.chars().noneMatch(c -> c == 0xfffe || c == 0xffff))
                .filter(name -> !name.contains("%EMAILDOMAIN%"));
        Arbitrary<Set<AuthenticationMethod>> signIn =
                Arbitraries.of(AuthenticationMethod.class).set().ofMinSize(1).map(EnumSet::copyOf);
        return Combinators.combine(names, server(), server(), signIn, domains())
                .as((name, smtp, imap, ways, domains) -> new EmailService(
                        new ServiceId("acme"),
                        name,
                        EmailService.Kind.CORPORATE,
                        new ServerSettings(smtp, imap),
                        ways,
                        false,
                        1,
                        Optional.empty(),
                        domains));
    }

    private static Arbitrary<MailServer> server() {
        Arbitrary<String> host =
                Arbitraries.oneOf(domain(), Arbitraries.of("192.0.2.7", "[2001:db8::1]", "xn--mller-kva.example"));
        return Combinators.combine(
                        host,
                        Arbitraries.integers().between(1, 65_535),
                        Arbitraries.of(ConnectionSecurity.class),
                        Arbitraries.of(UserNameFormat.ADDRESS, UserNameFormat.LOCAL_PART))
                .as((name, port, security, login) ->
                        new MailServer(ServerAddress.parse(name + ":" + port), security, login));
    }
}
