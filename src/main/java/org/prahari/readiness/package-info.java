/**
 * How ready facilities are: what assessments and audits found, by safeguard, and what follows from it. The roles, gaps,
 * campaigns and people of others are read in its own SQL; it proposes, and opens nothing by itself.
 */
package org.prahari.readiness;
