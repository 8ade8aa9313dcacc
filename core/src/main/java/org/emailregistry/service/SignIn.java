package org.emailregistry.service;

/** How users prove to a service who they are. */
public enum SignIn {
    /** With a password or an app password. */
    PASSWORD,
    /** With a token that the host application obtains (RFC 6749), sent by XOAUTH2. */
    OAUTH2
}
