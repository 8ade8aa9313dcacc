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
    /** Enter login and password again, and find out whether IMAP is switched on at the provider. */
    CHECK_CREDENTIALS_AND_IMAP,
    /** Choose a new password at the provider and enter it. */
    CHANGE_PASSWORD,
    /** Create an app password at the provider and enter it. */
    CREATE_APP_PASSWORD,
    /** Sign in through the provider (OAuth 2) instead of with a password. */
    SIGN_IN_WITH_OAUTH2,
    /** Sign in through the provider (OAuth 2) again, so that the application gets new tokens. */
    SIGN_IN_AGAIN,
    /** Check login and password, and whether the web site of the provider has a notice about the account. */
    CHECK_ACCOUNT,
    /** Sign in on the web site of the provider and follow its instructions; {@link ProbeResult#link()} may lead there. */
    SIGN_IN_ON_WEB,
    /** Switch on IMAP in the settings of the mailbox at the provider, or ask its administrator to do so. */
    SWITCH_ON_IMAP,
    /** Ask whoever administers the mailbox at the provider to switch on sending over SMTP. */
    SWITCH_ON_SMTP,
    /** Use an email address that this login may send from. */
    CHECK_SENDER_ADDRESS,
    /** Configure the name that the host application announces in SMTP: a host name that DNS knows. */
    SET_EHLO_NAME,
    /** Have the IP address of the host application removed from the block list, or connect from another address. */
    UNBLOCK_CLIENT_ADDRESS,
    /** Try again later. */
    TRY_LATER;

    /**
     * Returns the party that has to act.
     *
     * @param origin who named the server; that person is responsible for errors in its settings
     */
    public Responsible responsible(Origin origin) {
        return switch (this) {
            case CHECK_SERVER_ADDRESS, CHOOSE_TLS, CHOOSE_STARTTLS, USE_NAME_IN_CERTIFICATE ->
                origin == Origin.USER ? Responsible.USER : Responsible.ADMINISTRATOR;
            case CHECK_NETWORK, ALLOW_ADDRESS, ADD_TRUSTED_CERTIFICATES, SET_EHLO_NAME, UNBLOCK_CLIENT_ADDRESS ->
                Responsible.ADMINISTRATOR;
            case ASK_SERVER_OPERATOR, SWITCH_ON_SMTP -> Responsible.SERVER_OPERATOR;
            case CHECK_CREDENTIALS,
                    CHECK_CREDENTIALS_AND_IMAP,
                    CHANGE_PASSWORD,
                    CREATE_APP_PASSWORD,
                    SIGN_IN_WITH_OAUTH2,
                    SIGN_IN_AGAIN,
                    CHECK_ACCOUNT,
                    SIGN_IN_ON_WEB,
                    SWITCH_ON_IMAP,
                    CHECK_SENDER_ADDRESS -> Responsible.USER;
            case TRY_LATER -> Responsible.NOBODY;
        };
    }
}
