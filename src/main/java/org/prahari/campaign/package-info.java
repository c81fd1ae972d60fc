/**
 * Public awareness campaigns in many languages: how they are written, released by a second person, and read by everybody.
 * What the public reads comes from memory; what stands in a draft never gets there. What devices count of it is added up here
 * and told again of many only; who they are never enters.
 */
package org.prahari.campaign;
