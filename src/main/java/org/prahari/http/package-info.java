/**
 * The conventions every endpoint keeps: problems, strict input, paging, conditional requests, languages, the served
 * contract. Knows no feature of ours and no database.
 */
package org.prahari.http;
