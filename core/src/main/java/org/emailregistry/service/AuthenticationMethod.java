package org.emailregistry.service;

/** The methods by which users sign in to a service. */
public enum AuthenticationMethod {
    /** A password or an app password. */
    PASSWORD,
    /** An OAuth 2 access token (RFC 6749) from the host application, sent with XOAUTH2. */
    OAUTH2
}
