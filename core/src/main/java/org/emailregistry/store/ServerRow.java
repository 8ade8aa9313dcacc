package org.emailregistry.store;

/**
 * One server as stored.
 *
 * @param address {@code host:port}
 * @param security the name of a {@code ConnectionSecurity}
 * @param login the name of a {@code LoginForm}
 */
public record ServerRow(String address, String security, String login) {}
