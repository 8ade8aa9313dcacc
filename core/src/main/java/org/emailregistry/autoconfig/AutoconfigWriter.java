package org.emailregistry.autoconfig;

import java.io.StringWriter;
import java.util.Set;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.emailregistry.service.AuthenticationMethod;
import org.emailregistry.service.ConnectionSecurity;
import org.emailregistry.service.EmailService;
import org.emailregistry.service.MailServer;
import org.emailregistry.service.UserNameFormat;

/** Writes a service as an autoconfig document. */
final class AutoconfigWriter {
    private final XMLStreamWriter xml;

    private AutoconfigWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String write(EmailService service) {
        if (service.domains().isEmpty()) {
            throw new IllegalArgumentException(
                    "service " + service.id() + ": has no domain; an autoconfig document requires at least one");
        }
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new AutoconfigWriter(xml).document(service);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing XML to memory failed", e);
        }
        return text.append('\n').toString();
    }

    private void document(EmailService service) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        line(0);
        xml.writeStartElement("clientConfig");
        xml.writeAttribute("version", "1.1");
        line(1);
        xml.writeStartElement("emailProvider");
        xml.writeAttribute("id", service.domains().iterator().next());
        for (String domain : service.domains()) {
            element(2, "domain", domain);
        }
        element(2, "displayName", service.name());
        element(2, "displayShortName", service.name());
        server("incomingServer", "imap", service.servers().imap(), service.authenticationMethods());
        server("outgoingServer", "smtp", service.servers().smtp(), service.authenticationMethods());
        line(1);
        xml.writeEndElement();
        line(0);
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void server(String name, String type, MailServer server, Set<AuthenticationMethod> authenticationMethods)
            throws XMLStreamException {
        line(2);
        xml.writeStartElement(name);
        xml.writeAttribute("type", type);
        element(3, "hostname", server.address().host().toString());
        element(3, "port", Integer.toString(server.address().port()));
        element(3, "socketType", socketType(server.security()));
        // Mail clients try the methods in the order of the document.
        if (authenticationMethods.contains(AuthenticationMethod.OAUTH2)) {
            element(3, "authentication", "OAuth2");
        }
        if (authenticationMethods.contains(AuthenticationMethod.PASSWORD)) {
            element(3, "authentication", "password-cleartext");
        }
        element(
                3,
                "username",
                server.userNameFormat() == UserNameFormat.LOCAL_PART ? "%EMAILLOCALPART%" : "%EMAILADDRESS%");
        line(2);
        xml.writeEndElement();
    }

    private static String socketType(ConnectionSecurity security) {
        return switch (security) {
            case NONE -> "plain";
            case STARTTLS -> "STARTTLS";
            case TLS -> "SSL";
        };
    }

    private void element(int depth, String name, String text) throws XMLStreamException {
        line(depth);
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void line(int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
