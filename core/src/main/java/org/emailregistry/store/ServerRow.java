package org.emailregistry.store;

/**
 * One mail server, as stored.
 *
 * @param address the host and the port, as {@code host:port}
 * @param security the name of a {@code ConnectionSecurity}
 * @param userNameFormat the name of a {@code UserNameFormat}
 */
public record ServerRow(String address, String security, String userNameFormat) {}
