"""Registers of departments (机构名录) as data, one ``.tsv`` each; read by ``departments``."""
