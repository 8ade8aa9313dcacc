package org.emailregistry.probe;

import org.emailregistry.policy.Origin;

/** What a person can do about a failed test. */
public enum Remedy {
    /** Compare host and port with the instructions of the provider. */
    CHECK_SERVER_ADDRESS,
    /** Find out whether a firewall blocks the connection, or the server is down. */
    CHECK_NETWORK,
    /** Permit the address in the {@link org.emailregistry.policy.NetworkGuard}, if it is intended. */
    ALLOW_ADDRESS,
    /** Choose TLS as the security of the connection. */
    CHOOSE_TLS,
    /** Choose STARTTLS as the security of the connection. */
    CHOOSE_STARTTLS,
    /** Ask the operator to repair the server: its certificate, its TLS configuration or its protocol. */
    ASK_SERVER_OPERATOR,
    /** Add the certificate of the authority to the trusted certificates of the service, if the authority is known. */
    ADD_TRUSTED_CERTIFICATES,
    /** Enter a host name that the certificate contains. */
    USE_NAME_IN_CERTIFICATE,
    /** Enter login and password again. */
    CHECK_CREDENTIALS,
    /** Create an app password at the provider and enter it. */
    CREATE_APP_PASSWORD,
    /** Sign in through the provider (OAuth 2) instead of with a password. */
    SIGN_IN_WITH_OAUTH2,
    /** Try again later. */
    TRY_LATER;

    Responsible responsible(Origin origin) {
        return switch (this) {
            case CHECK_SERVER_ADDRESS, CHOOSE_TLS, CHOOSE_STARTTLS, USE_NAME_IN_CERTIFICATE ->
                origin == Origin.USER ? Responsible.USER : Responsible.ADMINISTRATOR;
            case CHECK_NETWORK, ALLOW_ADDRESS, ADD_TRUSTED_CERTIFICATES -> Responsible.ADMINISTRATOR;
            case ASK_SERVER_OPERATOR -> Responsible.SERVER_OPERATOR;
            case CHECK_CREDENTIALS, CREATE_APP_PASSWORD, SIGN_IN_WITH_OAUTH2 -> Responsible.USER;
            case TRY_LATER -> Responsible.NOBODY;
        };
    }
}
