"""What is told to everybody, in English: to begin with, and by how far we are. Pure."""

from __future__ import annotations

from amends.incidents.rules.words import IncidentState, Template

#: What is meant when nobody named a service.
WHAT = {
    Template.SITE_DOWN: "our website",
    Template.LONG_WAITS: "our phone line",
    Template.CLOSED_TODAY: "our shop",
}

FIRST = {
    Template.SITE_DOWN: (
        "We are sorry: {notice.what} does not work at the moment[ in {notice.where}]. "
        "Everybody who uses it may be affected. We are looking into it. Please do not order "
        "or pay twice, and try again later. Next update by {notice.next_update}."
    ),
    Template.SHIPPING_DELAY: (
        "We are sorry: parcels[ in {notice.where}] are late at the moment. Everybody who is "
        "waiting for one may be affected. You need not do anything; if yours is urgent, write"
        " to us. Next update by {notice.next_update}."
    ),
    Template.LONG_WAITS: (
        "We are sorry: the wait on {notice.what} is very long at the moment. Everybody who "
        "calls is affected. If it can wait, please call later or write to us here. Next "
        "update by {notice.next_update}."
    ),
    Template.RECALL: (
        "We are sorry: please do not use {notice.what} any more. Everybody who bought it[ in "
        "{notice.where}] may be affected. Please put it aside; we will say here how you can "
        "bring it back. Next update by {notice.next_update}."
    ),
    Template.DATA_PROBLEM: (
        "We are sorry: something is wrong with the data at {notice.what}. Customers[ in "
        "{notice.where}] may be affected, and we are finding out who. Please change your "
        "password, and trust no message that asks for it. Next update by "
        "{notice.next_update}."
    ),
    Template.CLOSED_TODAY: (
        "We are sorry: {notice.what}[ in {notice.where}] is closed today. Everybody who "
        "wanted to come is affected. If you have an appointment or an order with us, please "
        "write to us. Next update by {notice.next_update}."
    ),
    Template.OTHER: (
        "We are sorry: something is wrong with {notice.what}[ in {notice.where}]. Everybody "
        "who uses it may be affected. We are looking into it. If it is urgent, please write "
        "to us. Next update by {notice.next_update}."
    ),
}

LATER = {
    IncidentState.IDENTIFIED: (
        "We are sorry: {notice.what}[ in {notice.where}] is still not as it should be. We "
        "know the cause now and are working on it. Everybody who uses it may be affected; if "
        "it is urgent, write to us. Next update by {notice.next_update}."
    ),
    IncidentState.WATCHING: (
        "The trouble with {notice.what}[ in {notice.where}] is mended, and we are watching "
        "whether it stays so. We are sorry that it happened. If something still does not work"
        " for you, please write to us. Next update by {notice.next_update}."
    ),
    IncidentState.RESOLVED: (
        "The trouble with {notice.what}[ in {notice.where}] is over. We are sorry that it "
        "happened, and thank you for your patience. If something is still not right for you, "
        "please write to us and we will help."
    ),
}
