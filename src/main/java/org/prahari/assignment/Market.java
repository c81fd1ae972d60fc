package org.prahari.assignment;
public final class Market { Market(Problem a, Plan b, Postings c, Candidates[] d){} }
