package org.prahari.campaign;

import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.prahari.http.RequestId;

/** The headers of a request that make a difference to a read, or null; repeated ones are joined, as the resource sees them. */
final class PlainHeaders {
    String languages;
    String encodings;
    String accept;
    String held;
    String id;
    String forwarded;

    /** @return false if there is one that is not for a plain read */
    boolean read(HttpFields fields) {
        for (HttpField field : fields) {
            HttpHeader header = field.getHeader();
            if (header == null) {
                if (field.is(RequestId.HEADER)) {
                    id = join(id, field);
                }
                continue;
            }
            switch (header) {
                case ACCEPT_LANGUAGE -> languages = join(languages, field);
                case ACCEPT -> accept = join(accept, field);
                case IF_NONE_MATCH -> held = join(held, field);
                case X_FORWARDED_FOR -> forwarded = join(forwarded, field);
                case ACCEPT_ENCODING -> {
                    if (encodings != null) {
                        return false;
                    }
                    encodings = join(null, field);
                }
                case AUTHORIZATION,
                        EXPECT,
                        CONTENT_LENGTH,
                        CONTENT_TYPE,
                        CONTENT_ENCODING,
                        TRANSFER_ENCODING,
                        TRAILER,
                        UPGRADE -> {
                    return false;
                }
                default -> {
                    // Of no consequence to a read.
                }
            }
        }
        return true;
    }

    private static String join(String before, HttpField field) {
        String value = field.getValue() == null ? "" : field.getValue();
        return before == null ? value : before + "," + value;
    }
}
