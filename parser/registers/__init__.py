"""Registers of departments (机构名录) as data: one ``.tsv`` per register, read by ``parser.departments``."""
