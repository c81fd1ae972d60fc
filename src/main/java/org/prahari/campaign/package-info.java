/**
 * Public awareness campaigns in many languages: how they are written, released by a second person, and read by everybody.
 * What the public reads comes from memory; what stands in a draft never gets there.
 */
package org.prahari.campaign;
