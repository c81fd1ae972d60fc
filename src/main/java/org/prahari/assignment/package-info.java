/**
 * People to seats, provably best: a transportation problem over packed columns, its solver, its proof and what follows from
 * the prices. Imports {@code java..} only: it knows neither SQL nor HTTP nor a trainee.
 */
package org.prahari.assignment;
