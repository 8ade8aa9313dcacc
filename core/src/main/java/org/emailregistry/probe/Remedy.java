package org.emailregistry.probe;

/** What the person at the form can do about a failed test. */
public enum Remedy {
    /** Compare host name and port with what the provider says. */
    CHECK_SERVER_ADDRESS,
    /** Ask the network's administrator whether a firewall is between, or the server is down. */
    CHECK_NETWORK,
    /** Have the administrator open this address in the network policy, if it is meant. */
    ALLOW_ADDRESS,
    /** Choose TLS as the protection of the connection. */
    CHOOSE_TLS,
    /** Choose STARTTLS as the protection of the connection. */
    CHOOSE_STARTTLS,
    /** Ask the operator of the server to repair or renew something: its certificate, its TLS, its answers. */
    ASK_SERVER_OPERATOR,
    /** Give the certificate authority's certificate to this service, if the authority is known and meant. */
    ADD_TRUST,
    /** Type the name that is in the certificate. */
    USE_NAME_IN_CERTIFICATE,
    /** Type login and password again. */
    CHECK_CREDENTIALS,
    /** Make an app password at the provider, and use that one. */
    CREATE_APP_PASSWORD,
    /** Sign in through the provider (OAuth 2) instead of with a password. */
    SIGN_IN_WITH_OAUTH2,
    /** Try again later. */
    TRY_LATER
}
