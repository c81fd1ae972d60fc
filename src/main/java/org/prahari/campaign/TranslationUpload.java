package org.prahari.campaign;

/** A text in one language, and whose it is, as a row of an upload. */
public record TranslationUpload(String slug, String language, TranslationRequest text) {}
