"""The insurer's customer-service assistant: answers with clauses, takes claims, hands over to people."""
