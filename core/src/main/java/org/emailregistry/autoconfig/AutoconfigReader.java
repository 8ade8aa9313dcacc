package org.emailregistry.autoconfig;

import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of an untrusted autoconfig document: no document type, no entities but the five of XML, nothing
 * fetched, everything bounded. Elements that were complete before an error are kept.
 */
final class AutoconfigReader {
    /** The maximum size of a document, in bytes. The largest one of the ISPDB has about 10,000. */
    static final int MAXIMUM_BYTES = 1_000_000;

    private static final int MAXIMUM_DEPTH = 32;
    private static final int MAXIMUM_ELEMENTS = 20_000;
    private static final int MAXIMUM_TEXT = 1_000;

    private final XMLStreamReader xml;
    private final AutoconfigProblems problems;
    private final List<AutoconfigProvider> providers = new ArrayList<>();
    private int depth;
    private int elements;

    private AutoconfigReader(XMLStreamReader xml, AutoconfigProblems problems) {
        this.xml = xml;
        this.problems = problems;
    }

    static List<AutoconfigProvider> read(byte[] document, AutoconfigProblems problems) {
        if (document.length > MAXIMUM_BYTES) {
            problems.error(
                    "",
                    0,
                    AutoconfigProblem.Code.TOO_LARGE,
                    "The document has more than " + MAXIMUM_BYTES + " bytes. None of it was read.");
            return List.of();
        }
        XMLStreamReader xml;
        try {
            xml = factory().createXMLStreamReader(new StringReader(AutoconfigEncoding.decode(document)));
        } catch (CharacterCodingException | XMLStreamException | RuntimeException e) {
            notWellFormed(problems, 0);
            return List.of();
        }
        var reader = new AutoconfigReader(xml, problems);
        try {
            reader.document();
        } catch (LimitReachedException e) {
            problems.error(
                    "", reader.line(), AutoconfigProblem.Code.TOO_LARGE, e.getMessage() + " Reading ended there.");
        } catch (DoctypeException e) {
            problems.error(
                    "",
                    reader.line(),
                    AutoconfigProblem.Code.DOCTYPE_FORBIDDEN,
                    "The document has a document type declaration, which is not allowed. None of it was read.");
            return List.of();
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's parser reports some errors as unchecked exceptions.
            notWellFormed(problems, reader.line());
        }
        return reader.providers;
    }

    private static void notWellFormed(AutoconfigProblems problems, int line) {
        problems.error(
                "",
                line,
                AutoconfigProblem.Code.NOT_WELL_FORMED,
                "The document is not well-formed XML, or does not match its encoding. Reading ended there.");
    }

    private static XMLInputFactory factory() {
        // The JDK's own parser, even if the class path has another one.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are not fetched");
        });
        return factory;
    }

    private void document() throws XMLStreamException {
        if (!next("")) {
            return;
        }
        String root = localName();
        if (!root.equals("clientConfig")) {
            problems.error(
                    "/" + root,
                    line(),
                    AutoconfigProblem.Code.NOT_A_CLIENT_CONFIG,
                    "The root element must be clientConfig.");
            return;
        }
        String version = attribute("version");
        if (!version.equals("1.1")) {
            problems.warning(
                    "/clientConfig",
                    line(),
                    AutoconfigProblem.Code.UNKNOWN_VERSION,
                    "The version is " + AutoconfigProblems.quoted(version) + "; the document was read as 1.1.");
        }
        int count = 0;
        while (next("/clientConfig")) {
            if (localName().equals("emailProvider")) {
                count++;
                provider("/clientConfig/emailProvider[" + count + "]");
            } else {
                skip();
            }
        }
        while (xml.hasNext()) {
            xml.next();
        }
    }

    /**
     * Reads a provider. It is kept even if the document ends in it, because an administrator reviews the draft anyway.
     */
    private void provider(String path) throws XMLStreamException {
        int line = line();
        String id = attribute("id");
        List<String> domains = new ArrayList<>();
        List<AutoconfigServer> servers = new ArrayList<>();
        var displayName = new Once("displayName");
        var displayShortName = new Once("displayShortName");
        try {
            int incoming = 0;
            int outgoing = 0;
            while (next(path)) {
                switch (localName()) {
                    case "domain" -> domain(path, domains);
                    case "displayName" -> displayName.read(path);
                    case "displayShortName" -> displayShortName.read(path);
                    case "incomingServer" -> {
                        incoming++;
                        servers.add(server(path + "/incomingServer[" + incoming + "]", true));
                    }
                    case "outgoingServer" -> {
                        outgoing++;
                        servers.add(server(path + "/outgoingServer[" + outgoing + "]", false));
                    }
                    default -> skip();
                }
            }
        } finally {
            providers.add(new AutoconfigProvider(
                    path, line, id, displayName.text(), displayShortName.text(), domains, servers));
        }
    }

    private void domain(String path, List<String> domains) throws XMLStreamException {
        boolean ofUsers = !attribute("purpose").equals("mx");
        String domain = text(path + "/domain");
        if (ofUsers && !domain.isEmpty()) {
            domains.add(domain);
        }
    }

    private AutoconfigServer server(String path, boolean incoming) throws XMLStreamException {
        int line = line();
        String type = attribute("type").toLowerCase(Locale.ROOT);
        var hostname = new Once("hostname");
        var port = new Once("port");
        var socketType = new Once("socketType");
        var username = new Once("username");
        List<String> authentication = new ArrayList<>();
        while (next(path)) {
            switch (localName()) {
                case "hostname" -> hostname.read(path);
                case "port" -> port.read(path);
                case "socketType" -> socketType.read(path);
                case "username" -> username.read(path);
                case "authentication" -> authentication.add(text(path + "/authentication"));
                default -> skip();
            }
        }
        return new AutoconfigServer(
                path,
                line,
                incoming,
                type,
                hostname.text(),
                port.text(),
                socketType.text(),
                username.text(),
                List.copyOf(authentication));
    }

    /** Advances to the next child element; returns false at the end of the parent. */
    private boolean next(String parent) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    entered();
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return false;
                }
                case XMLStreamConstants.DTD -> throw new DoctypeException();
                default -> {
                    // Text, comments and processing instructions between elements are ignored.
                }
            }
        }
        if (!parent.isEmpty()) {
            throw new XMLStreamException("the document ends inside " + parent);
        }
        return false;
    }

    private void entered() {
        depth++;
        elements++;
        if (depth > MAXIMUM_DEPTH) {
            throw new LimitReachedException("Elements are nested more than " + MAXIMUM_DEPTH + " deep.");
        }
        if (elements > MAXIMUM_ELEMENTS) {
            throw new LimitReachedException("There are more than " + MAXIMUM_ELEMENTS + " elements.");
        }
    }

    /** Skips to the end of an element that is not used. */
    private void skip() throws XMLStreamException {
        int outside = depth - 1;
        while (depth > outside) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                entered();
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /** Returns the text of an element without the text of its children. */
    private String text(String path) throws XMLStreamException {
        var text = new StringBuilder();
        int inside = depth;
        while (depth >= inside) {
            switch (xml.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (depth == inside) {
                        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                    }
                }
                case XMLStreamConstants.START_ELEMENT -> entered();
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {
                    // Comments and processing instructions are not part of the text.
                }
            }
            if (text.length() > MAXIMUM_TEXT) {
                throw new LimitReachedException(
                        "The text of " + path + " has more than " + MAXIMUM_TEXT + " characters.");
            }
        }
        return text.toString().strip();
    }

    private String localName() {
        String name = xml.getLocalName();
        return name.substring(name.indexOf(':') + 1);
    }

    private String attribute(String name) {
        @Nullable String value = xml.getAttributeValue(null, name);
        if (value == null) {
            return "";
        }
        if (value.length() > MAXIMUM_TEXT) {
            throw new LimitReachedException(
                    "The attribute " + name + " has more than " + MAXIMUM_TEXT + " characters.");
        }
        return value.strip();
    }

    private int line() {
        return Math.max(
                0,
                Optional.ofNullable(xml.getLocation())
                        .map(l -> l.getLineNumber())
                        .orElse(0));
    }

    /** An element of which only the first occurrence counts. */
    private final class Once {
        private final String name;
        private @Nullable String text;

        Once(String name) {
            this.name = name;
        }

        void read(String parent) throws XMLStreamException {
            int line = line();
            String path = parent + "/" + name;
            String read = AutoconfigReader.this.text(path);
            if (text == null) {
                text = read;
            } else {
                problems.warning(
                        path,
                        line,
                        AutoconfigProblem.Code.REPEATED,
                        "The element " + name + " is repeated; the first one counts.");
            }
        }

        String text() {
            return text == null ? "" : text;
        }
    }

    private static final class LimitReachedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        LimitReachedException(String message) {
            super(message);
        }
    }

    private static final class DoctypeException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
