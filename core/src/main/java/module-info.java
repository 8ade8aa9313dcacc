/**
 * The list of email services from which the users of an application choose, and their connected mailboxes.
 *
 * <p>Start with {@link org.emailregistry.EmailServiceRegistry}.
 */
module org.emailregistry.core {
    requires transitive jakarta.mail;
    requires java.naming;
    requires java.xml;
    requires org.eclipse.angus.mail;
    requires org.slf4j;
    requires static org.jspecify;
    requires tools.jackson.databind;

    exports org.emailregistry;
    exports org.emailregistry.account;
    exports org.emailregistry.address;
    exports org.emailregistry.autoconfig;
    exports org.emailregistry.connection;
    exports org.emailregistry.discovery;
    exports org.emailregistry.jakartamail;
    exports org.emailregistry.json;
    exports org.emailregistry.policy;
    exports org.emailregistry.probe;
    exports org.emailregistry.service;
    exports org.emailregistry.standard;
    exports org.emailregistry.store;
}
