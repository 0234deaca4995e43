-- Near matches are decided by people. What was weighed is weighed again when another student turned up while the question waited.
GRANT UPDATE (candidates, probability, model) ON identity.request TO rollbook_registry;
